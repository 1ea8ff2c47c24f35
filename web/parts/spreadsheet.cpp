// Writes a table as an XLSX file in which every cell is text.
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/text.h"
#include "web/parts/table_file.h"
#include "words/refusal.h"

namespace rettesnor::web {
namespace {

constexpr std::size_t kMostBytes = 32'000;  // of a cell; the format allows 32,767 characters

/// A folder of its own, gone with what is in it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "rettesnor-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// "_x0041_" would be read as "A": the format writes characters so. The first sign is written that
/// way itself, then nothing else is.
void keep_plain(std::string& text) {
  const auto is_hex = [](unsigned char c) { return std::isxdigit(c) != 0; };
  for (std::size_t at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1)) {
    if (at + 6 >= text.size() || text[at + 6] != '_') continue;
    const auto digits = text.begin() + static_cast<std::ptrdiff_t>(at) + 2;
    if (std::all_of(digits, digits + 4, is_hex)) {
      text.insert(at, "_x005F");
      at += 6;
    }
  }
}

/// Valid UTF-8 without control characters, which XML cannot hold.
std::string cell_text(std::string_view foreign) {
  std::string text = core::to_valid_utf8(foreign);
  std::erase_if(text, [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
  });
  keep_plain(text);
  if (text.size() <= kMostBytes) return text;
  std::size_t end = kMostBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text + "…";
}

tl::unexpected<core::Error> no_room() {
  return words::refuse(core::ErrorKind::unreachable, words::Refusal::spreadsheet_not_written);
}

core::Result<void> write_row(lxw_worksheet* sheet, lxw_row_t row,
                             const std::vector<std::string>& cells, lxw_format* format) {
  for (std::size_t column = 0; column < cells.size(); ++column) {
    const std::string text = cell_text(cells[column]);
    if (text.empty()) continue;
    if (worksheet_write_string(sheet, row, static_cast<lxw_col_t>(column), text.c_str(), format) !=
        LXW_NO_ERROR) {
      return no_room();
    }
  }
  return {};
}

core::Result<void> write_rows(lxw_workbook* book, const TableFile& table) {
  lxw_worksheet* sheet = workbook_add_worksheet(book, table.name.c_str());
  if (sheet == nullptr) return no_room();
  lxw_format* bold = workbook_add_format(book);
  format_set_bold(bold);
  worksheet_freeze_panes(sheet, 1, 0);
  worksheet_set_column(sheet, 0, static_cast<lxw_col_t>(table.head.size()), 22, nullptr);
  TRY(write_row(sheet, 0, table.head, bold));
  for (std::size_t i = 0; i < table.rows; ++i) {
    TRY(write_row(sheet, static_cast<lxw_row_t>(i + 1), table.row(i), nullptr));
  }
  return {};
}

}  // namespace

core::Result<std::string> xlsx_of(const TableFile& table) {
  if (table.rows >= LXW_ROW_MAX) {
    return words::refuse(core::ErrorKind::invalid_input, words::Refusal::spreadsheet_too_long);
  }
  const TemporaryFolder folder;
  if (folder.path().empty()) return no_room();
  const std::string path = folder.path() + "/table.xlsx";
  std::string parts = folder.path();
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  options.tmpdir = parts.data();
  lxw_workbook* book = workbook_new_opt(path.c_str(), &options);
  if (book == nullptr) return no_room();
  const auto written = write_rows(book, table);
  const lxw_error closed = workbook_close(book);  // frees the book, whatever it says
  if (!written) return tl::unexpected(written.error());
  if (closed != LXW_NO_ERROR) return no_room();
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (!file) return no_room();
  return std::move(bytes).str();
}

}  // namespace rettesnor::web
