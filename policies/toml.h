// TOML text to JSON, keeping the line of every value; the only file that knows the TOML library.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "core/result.h"

namespace rettesnor::policies {

/// Line (1-based) of each value by its JSON pointer ("/role/3/when").
using LineMap = std::map<std::string, std::int64_t>;

/// Dates become "YYYY-MM-DD", moments ISO text. Duplicate keys and invalid UTF-8 are refused with
/// "file:line:column: reason" (invalid_input). `lines` may be null.
core::Result<nlohmann::json> toml_to_json(std::string_view text, const std::string& file,
                                          LineMap* lines);

/// Where a text is not TOML, and why.
struct TomlMistake {
  std::int64_t line;    ///< 1-based
  std::int64_t column;  ///< 1-based
  std::string reason;
};
/// The same, with the place apart. A UTF-8 byte-order mark is accepted. Refused besides what TOML
/// refuses: UTF-16, NUL, texts over 16 MiB, keys of more than 32 parts.
tl::expected<nlohmann::json, TomlMistake> parse_toml(std::string_view text, LineMap* lines);

/// A key as a part of a JSON pointer: "~" and "/" are escaped.
std::string pointer_part(std::string_view key);

}  // namespace rettesnor::policies
