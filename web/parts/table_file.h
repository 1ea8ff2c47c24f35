// A table for a spreadsheet, as CSV and as XLSX, with nothing in it that a spreadsheet would run.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/result.h"

namespace rettesnor::web {

/// Rows are asked for one at a time; what `row` refers to outlives the table.
struct TableFile {
  std::string name;  ///< of the sheet, at most 31 characters
  std::vector<std::string> head;
  std::size_t rows = 0;
  std::function<std::vector<std::string>(std::size_t)> row;
};

/// UTF-8 with BOM, ";", CRLF; an apostrophe before what a program would take for a formula.
std::string csv_of(const TableFile& table);
/// Every cell is text, whatever it holds; one row at a time in memory. A cell is cut at the 32,767
/// characters that the format allows, with "…". unreachable when there is no room for the file.
core::Result<std::string> xlsx_of(const TableFile& table);

}  // namespace rettesnor::web
