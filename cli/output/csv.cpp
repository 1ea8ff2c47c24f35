// Writes CSV rows that are safe to open.
#include "cli/output/csv.h"

#include <limits>
#include <string_view>

#include "core/text.h"

namespace rettesnor::cli {

std::string csv_row(const std::vector<std::string>& cells) {
  std::string out;
  for (const std::string& cell : cells) {
    if (!out.empty()) out += ';';
    const std::string text = core::printable(cell, std::numeric_limits<std::size_t>::max());
    const std::size_t first = text.find_first_not_of(' ');
    out += '"';
    if (first != std::string::npos &&
        std::string_view("=+-@").find(text[first]) != std::string_view::npos) {
      out += '\'';
    }
    for (const char c : text) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }
  return out + "\r\n";
}

}  // namespace rettesnor::cli
