// Lays out tables by columns of the screen.
#include "cli/output/table.h"

#include <algorithm>
#include <utility>

#include "core/text.h"

namespace rettesnor::cli {
namespace {

constexpr std::size_t kGap = 2;

void pad(Line& line, std::size_t spaces) {
  if (spaces > 0) line.push_back({std::string(spaces, ' '), Tone::plain});
}

void drop_trailing_spaces(Line& line) {
  while (!line.empty()) {
    std::string& text = line.back().text;
    text.erase(text.find_last_not_of(' ') + 1);
    if (!text.empty()) return;
    line.pop_back();
  }
}

std::vector<Line> fit(const Line& cell, const Column& column, std::size_t width) {
  switch (column.narrow) {
    case Narrow::keep:
      return {cell};
    case Narrow::cut:
      return {cut(cell, width)};
    case Narrow::wrap:
      return wrap(cell, width);
  }
  return {cell};
}

std::size_t longest_word(const Line& line) {
  std::string text;
  for (const Span& span : line) text += span.text;
  std::size_t longest = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    longest = std::max(longest, core::terminal_width(std::string_view(text).substr(at, end - at)));
    at = end + 1;
  }
  return longest;
}

}  // namespace

void Table::add(std::vector<Line> cells) {
  cells.resize(columns_.size());
  rows_.push_back(std::move(cells));
}

std::size_t Table::least_of(std::size_t column, Keeps keeps) const {
  const Column& told = columns_[column];
  std::size_t least = std::max(told.least, core::terminal_width(told.title));
  if (keeps == Keeps::least || told.narrow != Narrow::wrap) return least;
  for (const auto& row : rows_) least = std::max(least, longest_word(row[column]));
  return least;
}

std::size_t Table::widest_that_gives(const std::vector<std::size_t>& wanted, Keeps keeps) const {
  std::size_t widest = columns_.size();
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    if (columns_[c].narrow == Narrow::keep || wanted[c] <= least_of(c, keeps)) continue;
    if (widest == columns_.size() || wanted[c] > wanted[widest]) widest = c;
  }
  return widest;
}

std::vector<std::size_t> Table::widths(std::optional<std::size_t> width, std::size_t indent) const {
  std::vector<std::size_t> wanted(columns_.size());
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    wanted[c] = core::terminal_width(columns_[c].title);
    for (const auto& row : rows_) wanted[c] = std::max(wanted[c], cli::columns(row[c]));
  }
  if (!width || columns_.empty()) return wanted;

  std::size_t total = indent + kGap * (columns_.size() - 1);
  for (std::size_t w : wanted) total += w;
  // The widest column that may give way gives one column at a time: the pain is shared. Nothing is
  // torn in the middle of a word while another column can still give.
  for (const auto keeps : {Keeps::whole_words, Keeps::least}) {
    while (total > *width) {
      const std::size_t widest = widest_that_gives(wanted, keeps);
      if (widest == columns_.size()) break;
      --wanted[widest];
      --total;
    }
  }
  return wanted;
}

std::vector<Line> Table::lay_out(std::optional<std::size_t> width, std::size_t indent) const {
  const std::vector<std::size_t> wide = widths(width, indent);
  std::vector<Line> out;

  const auto add_row = [&](const std::vector<std::vector<Line>>& cells) {
    std::size_t height = 1;
    for (const auto& cell : cells) height = std::max(height, cell.size());
    for (std::size_t h = 0; h < height; ++h) {
      Line line;
      pad(line, indent);
      for (std::size_t c = 0; c < cells.size(); ++c) {
        if (c > 0) pad(line, kGap);
        const Line piece = h < cells[c].size() ? cells[c][h] : Line{};
        const std::size_t spaces = wide[c] - std::min(wide[c], cli::columns(piece));
        if (columns_[c].align == Align::right) pad(line, spaces);
        line.insert(line.end(), piece.begin(), piece.end());
        if (columns_[c].align == Align::left) pad(line, spaces);
      }
      drop_trailing_spaces(line);
      out.push_back(std::move(line));
    }
  };

  if (std::any_of(columns_.begin(), columns_.end(),
                  [](const Column& column) { return !column.title.empty(); })) {
    std::vector<std::vector<Line>> titles;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      titles.push_back({line_of(columns_[c].title, Tone::strong)});
    }
    add_row(titles);
  }
  for (const auto& row : rows_) {
    std::vector<std::vector<Line>> cells;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      cells.push_back(width ? fit(row[c], columns_[c], wide[c]) : std::vector<Line>{row[c]});
    }
    add_row(cells);
  }
  return out;
}

}  // namespace rettesnor::cli
