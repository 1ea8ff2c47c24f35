// The words for a value that does not fit a schema.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "policies/schema_check.h"

namespace rettesnor::policies {

/// What is wrong with the value at `parts` itself (not with what is inside it). Empty when nothing.
std::vector<SchemaComplaint> words_for(const nlohmann::json& schema, const nlohmann::json& value,
                                       const std::vector<std::string>& parts);

}  // namespace rettesnor::policies
