// RFC 4180 by hand: fields are views into the text, and only doubled quotes are copied.
#include "connectors/rows/csv_rows.h"

#include <algorithm>
#include <deque>
#include <string>
#include <vector>

namespace rettesnor::connectors {
namespace {

bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

class CsvRowReader {
 public:
  CsvRowReader(std::string_view text, char delimiter,
               const std::function<void(const CsvRow&)>& visit)
      : text_(text), delimiter_(delimiter), visit_(visit) {}

  void run() {
    while (at_ < text_.size()) {
      if (is_line_end(text_[at_])) {
        take_line_end();
        continue;
      }
      read_row();
    }
  }

 private:
  void take_line_end() {
    const bool crlf = text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
    at_ += crlf ? 2 : 1;
    ++line_;
  }

  void read_row() {
    row_at_ = at_;
    row_line_ = line_;
    fields_.clear();
    unescaped_.clear();
    suspect_ = false;
    for (;;) {
      const RowFault fault = read_field();
      if (fault != RowFault::none) {
        give_up(fault);
        return;
      }
      if (at_ < text_.size() && text_[at_] == delimiter_) {
        ++at_;
        continue;
      }
      break;
    }
    if (width_ == 0) width_ = fields_.size();
    if (suspect_ && holds_rows()) {
      give_up(RowFault::swallowed);
      return;
    }
    const std::size_t end = at_;
    const bool at_file_end = at_ == text_.size();
    if (!at_file_end) take_line_end();
    visit_({row_line_, RowFault::none, at_file_end ? CsvRow::End::file_end : CsvRow::End::line_end,
            text_.substr(row_at_, end - row_at_), fields_});
  }

  /// Leaves `at_` at a delimiter, a line end or the end of the text.
  RowFault read_field() {
    const std::size_t begin = at_;
    const bool formula = text_.substr(at_, 2) == "=\"";
    if (formula) ++at_;
    if (at_ < text_.size() && text_[at_] == '"') return read_quoted();
    at_ = begin;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == delimiter_ || is_line_end(c)) break;
      if (c == '"') return RowFault::stray_quote;
      ++at_;
    }
    if (at_ - row_at_ > kLongestCsvRow) return RowFault::too_long;
    fields_.push_back(text_.substr(begin, at_ - begin));
    return RowFault::none;
  }

  RowFault read_quoted() {
    ++at_;
    const std::size_t begin = at_;
    bool doubled = false;
    for (;;) {
      while (at_ < text_.size() && text_[at_] != '"') {
        if (is_line_end(text_[at_])) {
          suspect_ = true;
          take_line_end();
        } else {
          ++at_;
        }
        if (at_ - row_at_ > kLongestCsvRow) return RowFault::too_long;
      }
      if (at_ >= text_.size()) return RowFault::open_quote;
      if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        doubled = true;
        at_ += 2;
        continue;
      }
      break;
    }
    const std::string_view field = text_.substr(begin, at_ - begin);
    ++at_;
    if (at_ < text_.size() && text_[at_] != delimiter_ && !is_line_end(text_[at_])) {
      return RowFault::stray_quote;
    }
    fields_.push_back(doubled ? with_single_quotes(field) : field);
    return RowFault::none;
  }

  std::string_view with_single_quotes(std::string_view field) {
    std::string& out = unescaped_.emplace_back();
    for (std::size_t i = 0; i < field.size(); ++i) {
      out += field[i];
      if (field[i] == '"') ++i;
    }
    return out;
  }

  /// Two stray quotes make one field of the rows between them, and the columns still fit.
  bool holds_rows() const {
    if (width_ < 2) return false;
    return std::ranges::any_of(fields_, [&](std::string_view field) {
      return field.find_first_of("\r\n") != std::string_view::npos &&
             static_cast<std::size_t>(std::ranges::count(field, delimiter_)) + 1 >= width_;
    });
  }

  void give_up(RowFault fault) {
    at_ = std::min(text_.find_first_of("\r\n", row_at_), text_.size());
    const std::string_view first_line = text_.substr(row_at_, at_ - row_at_);
    const auto end = at_ == text_.size() ? CsvRow::End::file_end : CsvRow::End::line_end;
    line_ = row_line_;
    if (at_ < text_.size()) take_line_end();
    visit_({row_line_, fault, end, first_line, {}});
  }

  std::string_view text_;
  char delimiter_;
  const std::function<void(const CsvRow&)>& visit_;
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
  std::size_t row_at_ = 0;  // where the row began that we are in
  std::int64_t row_line_ = 1;
  std::size_t width_ = 0;  // fields of the first row
  bool suspect_ = false;   // a quoted line end was met in this row
  std::vector<std::string_view> fields_;
  std::deque<std::string> unescaped_;
};

}  // namespace

void read_csv_rows(std::string_view text, char delimiter,
                   const std::function<void(const CsvRow&)>& visit) {
  CsvRowReader(text, delimiter, visit).run();
}

}  // namespace rettesnor::connectors
