// JSON of policy files to Policy values.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "policies/places.h"
#include "policies/policy.h"

namespace rettesnor::policies {

/// Appends what the file says to `policy`, and where it says it to `places`. Values of a wrong type
/// are left at their default: the schema has complained about them already.
void take_values(const ParsedFile& file, Policy& policy, Places& places);

/// A `when`. What is no condition becomes `any` of nothing, which never holds.
Condition read_condition(const nlohmann::json& value);

/// "System:Name", or "System/ID" without a colon; the system is empty when it is neither.
EntitlementRef read_right(std::string_view text);

}  // namespace rettesnor::policies
