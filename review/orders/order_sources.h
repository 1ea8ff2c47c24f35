// Whether what a source told may be acted on, and which reading of it could prove something.
#pragma once

#include <map>
#include <string>

#include "core/result.h"
#include "review/organisation/moment_facts.h"

namespace rettesnor::review {

/// refused when the newest reading of the source is too old, failed, was not read to the end among
/// accounts and rights, or waits in quarantine: nothing is ordered, carried out or proved on it.
core::Result<void> check_source(const reconcile::AccessGraph& graph, const std::string& source);

/// When the newest applied reading of each source began; only of those that check_source accepts,
/// at whatever age.
using Readings = std::map<std::string, core::Timestamp>;

/// True when the source is whole, whatever its age: absence in it is proof.
bool is_whole(const core::SnapshotSource& source);

}  // namespace rettesnor::review
