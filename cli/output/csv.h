// CSV that a spreadsheet cannot be tricked by.
#pragma once

#include <string>
#include <vector>

namespace rettesnor::cli {

/// RFC 4180 with ';' and CR LF, as Danish spreadsheets read it. Every cell is quoted; a cell that a
/// spreadsheet would run (= + - @, tab, return, also after spaces) gets a leading apostrophe; NUL
/// and other control characters are shown, not sent.
std::string csv_row(const std::vector<std::string>& cells);

}  // namespace rettesnor::cli
