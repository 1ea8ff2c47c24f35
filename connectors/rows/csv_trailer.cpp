// Looks at the last line only, however large the file.
#include "connectors/rows/csv_trailer.h"

#include <regex>

#include "core/number.h"

namespace rettesnor::connectors {
namespace {

constexpr std::size_t kLongestTrailer = 1000;

}  // namespace

core::Result<void> check_trailer_pattern(const std::string& pattern) {
  try {
    const std::regex compiled(pattern);
    return {};
  } catch (const std::regex_error& error) {
    return core::fail(core::ErrorKind::invalid_input,
                      "\"" + pattern + "\" is no regular expression: " + error.what());
  }
}

std::optional<Trailer> find_trailer(std::string_view bytes, const std::string& pattern) {
  const std::size_t last = bytes.find_last_not_of("\r\n \t");
  if (last == std::string_view::npos) return std::nullopt;
  const std::size_t line_end_before = bytes.find_last_of("\r\n", last);
  const std::size_t begin = line_end_before == std::string_view::npos ? 0 : line_end_before + 1;
  const std::string line(bytes.substr(begin, last + 1 - begin));
  if (line.size() > kLongestTrailer) return std::nullopt;
  try {
    std::smatch match;
    if (!std::regex_search(line, match, std::regex(pattern))) return std::nullopt;
    Trailer trailer{bytes.substr(0, begin), std::nullopt};
    if (match.size() > 1) trailer.count = core::number_in<std::int64_t>(match[1].str());
    return trailer;
  } catch (const std::regex_error&) {
    return std::nullopt;  // too complex for this line: not recognised, so the file stays unproved
  }
}

}  // namespace rettesnor::connectors
