// The last line that proves that a file is whole.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace rettesnor::connectors {

/// invalid_input when the pattern is no regular expression (ECMAScript). Empty is fine: no trailer.
core::Result<void> check_trailer_pattern(const std::string& pattern);

struct Trailer {
  std::string_view rows;              ///< everything before the trailer's line
  std::optional<std::int64_t> count;  ///< the number in the pattern's first group, when it has one
};

/// The trailer when the last line that is not blank matches `pattern`; nothing when it does not, or
/// is longer than 1,000 bytes.
std::optional<Trailer> find_trailer(std::string_view bytes, const std::string& pattern);

}  // namespace rettesnor::connectors
