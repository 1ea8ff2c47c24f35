// TOML text to JSON, keeping the line of every value; the only file that knows the TOML library.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "core/result.h"

namespace rettesnor::policies {

/// Line (1-based) of each value by its JSON pointer ("/role/3/when").
using LineMap = std::map<std::string, std::int64_t>;

/// Dates become "YYYY-MM-DD", moments ISO text. Duplicate keys and invalid UTF-8 are refused with
/// "file:line:column: reason" (invalid_input). `lines` may be null.
core::Result<nlohmann::json> toml_to_json(std::string_view text, const std::string& file,
                                          LineMap* lines);

}  // namespace rettesnor::policies
