// std::regex, kept to short lines: it recurses over what it matches.
#include "connectors/rows/csv_trailer.h"

#include "connectors/rows/row_text.h"
#include "core/number.h"

namespace rettesnor::connectors {
namespace {

constexpr std::size_t kLongestLine = 1000;

}  // namespace

core::Result<void> check_pattern(const std::string& pattern) {
  try {
    const std::regex compiled(pattern);
    return {};
  } catch (const std::regex_error&) {
    return core::fail(core::ErrorKind::invalid_input, core::ErrorCode{"setting_no_pattern"},
                      {{"value", in_quotes(pattern)}});
  }
}

LinePattern::LinePattern(const std::string& pattern) {
  if (!pattern.empty()) pattern_.emplace(pattern);
}

std::optional<std::string> LinePattern::find(std::string_view line) const {
  if (!pattern_ || line.size() > kLongestLine) return std::nullopt;
  try {
    std::match_results<std::string_view::const_iterator> match;
    if (!std::regex_search(line.begin(), line.end(), match, *pattern_)) return std::nullopt;
    return match.size() > 1 ? match[1].str() : std::string();
  } catch (const std::regex_error&) {
    return std::nullopt;  // too complex for this line: not recognised, so nothing is proved by it
  }
}

std::optional<Trailer> find_trailer(std::string_view text, const std::string& pattern) {
  const std::size_t last = text.find_last_not_of("\r\n \t");
  if (last == std::string_view::npos) return std::nullopt;
  const std::size_t line_end_before = text.find_last_of("\r\n", last);
  const std::size_t begin = line_end_before == std::string_view::npos ? 0 : line_end_before + 1;
  const std::string_view line = text.substr(begin, last + 1 - begin);
  const auto found = LinePattern(pattern).find(line);
  if (!found) return std::nullopt;
  return Trailer{text.substr(0, begin), line, core::number_in<std::int64_t>(*found)};
}

}  // namespace rettesnor::connectors
