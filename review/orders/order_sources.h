// Whether what a source told may be acted on, and which reading of it could prove something.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/result.h"
#include "reconcile/wholeness.h"
#include "review/organisation/moment_facts.h"

namespace rettesnor::review {

/// refused when the newest reading of the source is too old, or tells of a moment that is, when it
/// failed, was not read to the end among accounts and rights, or waits in quarantine: nothing is
/// ordered, carried out or proved on it.
core::Result<void> check_source(const reconcile::AccessGraph& graph, const std::string& source);

/// The moment that what a source tells of accounts and rights is from, the oldest of them; only of
/// those whose newest reading became history and whose moments are known.
using Readings = std::map<std::string, core::Timestamp>;
Readings readings_of(const core::Snapshot& snapshot);

/// That what is not in the accounts and rights of the source is not there, whatever its age.
std::optional<reconcile::Absence> absence_in(const core::Snapshot& snapshot,
                                             const reconcile::Wholeness& wholeness,
                                             const std::string& source);

}  // namespace rettesnor::review
