// Tables in a terminal: aligned by columns of the screen, fitted to its width.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/output/rich_text.h"

namespace rettesnor::cli {

enum class Align { left, right };

/// How a column gives way when the screen is too narrow.
enum class Narrow {
  keep,  ///< never: numbers, dates, ids
  cut,   ///< its cells are cut with "…"
  wrap,  ///< its cells go on over several lines, in the middle of a word only when nothing else
         ///< helps
};

struct Column {
  std::string title;
  Align align = Align::left;
  Narrow narrow = Narrow::keep;
  std::size_t least = 8;  ///< columns that a cut or wrapped one keeps at least
};

/// Collects rows; lays them out when all are there. Two spaces stand between columns, nothing
/// stands behind the last one.
class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  /// As many cells as there are columns.
  void add(std::vector<Line> cells);
  bool empty() const { return rows_.empty(); }

  /// `width`: columns of the screen; without it nothing is cut or wrapped. `indent`: spaces before
  /// each line, part of the width. The first line holds the titles unless all are empty.
  std::vector<Line> lay_out(std::optional<std::size_t> width, std::size_t indent = 0) const;

 private:
  enum class Keeps { whole_words, least };
  std::size_t least_of(std::size_t column, Keeps keeps) const;
  /// The place of a column, or their number when none can give way.
  std::size_t widest_that_gives(const std::vector<std::size_t>& wanted, Keeps keeps) const;
  std::vector<std::size_t> widths(std::optional<std::size_t> width, std::size_t indent) const;

  std::vector<Column> columns_;
  std::vector<std::vector<Line>> rows_;
};

}  // namespace rettesnor::cli
