// Lines of a file that are no rows but say something about it.
#pragma once

#include <cstdint>
#include <optional>
#include <regex>
#include <string>
#include <string_view>

#include "core/result.h"

namespace rettesnor::connectors {

/// invalid_input when the pattern is no regular expression (ECMAScript). Empty is fine: no pattern.
core::Result<void> check_pattern(const std::string& pattern);

/// A pattern that check_pattern() found usable, looked for in single lines.
class LinePattern {
 public:
  /// Empty: matches nothing.
  explicit LinePattern(const std::string& pattern);
  bool matches(std::string_view line) const { return find(line).has_value(); }
  /// The first group, or an empty text when the pattern has none; nothing when it does not match,
  /// and for a line of more than 1,000 bytes.
  std::optional<std::string> find(std::string_view line) const;

 private:
  std::optional<std::regex> pattern_;
};

struct Trailer {
  std::string_view rows;  ///< everything before the trailer's line
  std::string_view line;
  std::optional<std::int64_t> count;  ///< the number in the pattern's first group, when it has one
};

/// The trailer when the last line that is not blank matches `pattern`.
std::optional<Trailer> find_trailer(std::string_view text, const std::string& pattern);

}  // namespace rettesnor::connectors
