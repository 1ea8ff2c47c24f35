// Feeds libcsv one physical line at a time, which is what keeps line numbers right.
#include "connectors/rows/csv_rows.h"

#include <csv.h>

#include <string>
#include <vector>

namespace rettesnor::connectors {
namespace {

/// Owns a libcsv parser and the fields of the row it is in.
class RowParser {
 public:
  explicit RowParser(char delimiter) : delimiter_(delimiter) { start(); }
  RowParser(const RowParser&) = delete;
  RowParser& operator=(const RowParser&) = delete;
  ~RowParser() { csv_free(&parser_); }

  void restart() {
    csv_free(&parser_);
    start();
  }

  enum class Fed { whole, refused };
  Fed feed(std::string_view line) {
    const std::size_t taken = csv_parse(&parser_, line.data(), line.size(), &RowParser::on_field,
                                        &RowParser::on_row, this);
    return taken == line.size() ? Fed::whole : Fed::refused;
  }
  Fed finish() {
    return csv_fini(&parser_, &RowParser::on_field, &RowParser::on_row, this) == 0 ? Fed::whole
                                                                                   : Fed::refused;
  }

  /// Nothing of a row has been seen since the last one ended (state 0 of the parser).
  bool between_rows() const { return parser_.pstate == 0; }

  /// The row that just ended, if any; its views live until the next feed().
  bool take_row(std::vector<std::string_view>& fields) {
    if (!row_ended_) return false;
    fields.clear();
    std::size_t at = 0;
    for (const std::size_t end : ends_) {
      fields.emplace_back(text_.data() + at, end - at);
      at = end;
    }
    row_ended_ = false;
    fresh_ = true;
    return true;
  }

 private:
  void start() {
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&parser_, static_cast<unsigned char>(delimiter_));
    row_ended_ = false;
    fresh_ = true;
  }
  void clear_if_fresh() {
    if (!fresh_) return;
    text_.clear();
    ends_.clear();
    fresh_ = false;
  }
  static void on_field(void* bytes, std::size_t size, void* self) {
    auto& parser = *static_cast<RowParser*>(self);
    parser.clear_if_fresh();
    if (size > 0) parser.text_.append(static_cast<const char*>(bytes), size);
    parser.ends_.push_back(parser.text_.size());
  }
  static void on_row(int, void* self) {
    auto& parser = *static_cast<RowParser*>(self);
    parser.clear_if_fresh();
    parser.row_ended_ = true;
  }

  csv_parser parser_{};
  char delimiter_;
  std::string text_;
  std::vector<std::size_t> ends_;
  bool row_ended_ = false;
  bool fresh_ = true;
};

/// Where the line that begins at `at` ends, its line end included.
std::size_t line_end(std::string_view bytes, std::size_t at) {
  const std::size_t end = bytes.find_first_of("\r\n", at);
  if (end == std::string_view::npos) return bytes.size();
  const bool crlf = bytes[end] == '\r' && end + 1 < bytes.size() && bytes[end + 1] == '\n';
  return end + (crlf ? 2 : 1);
}

bool ends_with_line_end(std::string_view bytes) {
  return !bytes.empty() && (bytes.back() == '\n' || bytes.back() == '\r');
}

}  // namespace

void read_csv_rows(std::string_view bytes, char delimiter,
                   const std::function<void(const CsvRow&)>& visit) {
  RowParser parser(delimiter);
  std::vector<std::string_view> fields;
  std::size_t at = 0;
  std::int64_t line = 1;
  std::size_t row_at = 0;  // where the row began that we are in
  std::int64_t row_line = 1;

  const auto give_up_row = [&](RowFault fault) {
    const auto end = at >= bytes.size() && !ends_with_line_end(bytes) ? CsvRow::End::file_end
                                                                      : CsvRow::End::line_end;
    visit({row_line, fault, end, {}});
    parser.restart();
    at = line_end(bytes, row_at);
    line = row_line + 1;
  };

  while (at < bytes.size()) {
    if (parser.between_rows()) {
      row_at = at;
      row_line = line;
    }
    const std::size_t end = line_end(bytes, at);
    if (end - row_at > kLongestCsvRow) {
      give_up_row(RowFault::too_long);
      continue;
    }
    if (parser.feed(bytes.substr(at, end - at)) == RowParser::Fed::refused) {
      give_up_row(RowFault::stray_quote);
      continue;
    }
    at = end;
    ++line;
    if (at == bytes.size() && !parser.between_rows() &&
        parser.finish() == RowParser::Fed::refused) {
      give_up_row(RowFault::open_quote);
      continue;
    }
    if (parser.take_row(fields)) {
      const bool at_file_end = at == bytes.size() && !ends_with_line_end(bytes);
      visit({row_line, RowFault::none, at_file_end ? CsvRow::End::file_end : CsvRow::End::line_end,
             fields});
    }
  }
}

}  // namespace rettesnor::connectors
