// Comma-separated text to rows with true line numbers.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace rettesnor::connectors {

/// A row is never longer than this; a quote that is never closed cannot swallow a whole file.
inline constexpr std::size_t kLongestCsvRow = std::size_t{1} << 20;

enum class RowFault : std::uint8_t {
  none,
  stray_quote,  ///< a quote inside an unquoted field, or text after a closing quote
  open_quote,   ///< the file ends inside a quoted field
  too_long,     ///< more than kLongestCsvRow bytes
  swallowed     ///< a quoted field with line ends holds as many delimiters as a row has
};

struct CsvRow {
  std::int64_t line;  ///< 1-based line where the row starts; quoted line ends are counted
  RowFault fault;     ///< when not none, `fields` is empty
  enum class End : std::uint8_t { line_end, file_end } end;  ///< file_end: no line end after it
  std::string_view text;  ///< the row as it stands, without its line end; of a fault its first line
  std::span<const std::string_view> fields;  ///< valid during the call only; quotes are gone
};

/// Calls `visit` for each row in order. Blank lines are no rows. After a faulty row reading goes on
/// at the line after the one where it started, so that one stray quote costs one row. LF, CRLF and
/// CR end a line. `="0010"`, as spreadsheets write a number that is text, is the field 0010. Never
/// fails: what cannot be read is a row with a fault. Linear in the size of `text`.
void read_csv_rows(std::string_view text, char delimiter,
                   const std::function<void(const CsvRow&)>& visit);

}  // namespace rettesnor::connectors
