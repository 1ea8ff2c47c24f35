// Tables as CSV, with nothing in them that a spreadsheet would run.
#include "core/text.h"
#include "web/parts/table_file.h"

namespace rettesnor::web {
namespace {

/// RFC 4180 quoting; a leading apostrophe where a program would see a formula, looking also behind
/// spaces, which some programs skip.
std::string cell(std::string_view foreign) {
  std::string text = core::to_valid_utf8(foreign);
  std::erase(text, '\0');
  const std::size_t first = text.find_first_not_of(' ');
  if (first != std::string::npos &&
      std::string_view("=+-@\t\r\n").find(text[first]) != std::string_view::npos) {
    text.insert(0, 1, '\'');
  }
  // Full-width signs are taken for the plain ones by some programs.
  for (const std::string_view sign : {"＝", "＋", "－", "＠"}) {
    if (text.starts_with(sign)) text.insert(0, 1, '\'');
  }
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out += '"';
}

std::string line_of(const std::vector<std::string>& cells) {
  std::string out;
  for (const std::string& each : cells) {
    if (!out.empty()) out += ';';
    out += cell(each);
  }
  return out += "\r\n";
}

}  // namespace

std::string csv_of(const TableFile& table) {
  std::string out = "\xEF\xBB\xBF" + line_of(table.head);
  for (std::size_t i = 0; i < table.rows; ++i) out += line_of(table.row(i));
  return out;
}

}  // namespace rettesnor::web
