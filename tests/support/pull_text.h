// Reads a source in one line, and tells a Pull as text that two pulls can be compared by.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "connectors/connector.h"
#include "core/pull.h"

namespace rettesnor::test {

/// The moment at which test pulls are read.
core::Timestamp pull_moment();

/// Makes the connector, or fails the calling test with its message and returns null.
std::unique_ptr<connectors::Connector> connector_for(const std::string& kind,
                                                     const nlohmann::json& values,
                                                     const std::string& folder = "/");
/// Makes the connector and reads once, at `now`.
core::Result<core::Pull> pull_from(const std::string& kind, const nlohmann::json& values,
                                   core::Timestamp now = pull_moment());

/// Everything a pull says but for times: one line per object with all of its facts, one per
/// membership ("member Group ← login"), completeness, gaps. Ordered by content, so that equal
/// content is equal text. Facts named in `without` are left out.
std::string pull_text(const core::Pull& pull, const std::set<core::Attribute>& without = {});

/// The lines that only one of two such texts has, "- " from the first and "+ " from the second.
/// Empty when they are equal; at most 40 lines.
std::string difference(const std::string& first, const std::string& second);

/// Position of the object whose `login` (or name, when it has no login) this is; kNone when absent.
core::PullIndex find_by_login(const core::Pull& pull, const std::string& login);
core::RecordView record_of(const core::Pull& pull, core::PullIndex index);
/// Logins (or names) of the direct members, ordered. Empty when there is no list.
std::vector<std::string> members_of(const core::Pull& pull, const std::string& group);
/// Of the list of this group; complete when it has none, as core::Pull says.
core::Completeness member_completeness(const core::Pull& pull, const std::string& group);
/// "class: what: reason" for each gap.
std::vector<std::string> gap_lines(const core::Pull& pull);

}  // namespace rettesnor::test
