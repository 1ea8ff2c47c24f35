// Where a command writes for a human: lines, paragraphs and tables, fitted to the terminal.
#pragma once

#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <utility>

#include "cli/output/rich_text.h"
#include "cli/output/table.h"
#include "cli/words.h"

namespace rettesnor::cli {

class Screen {
 public:
  /// `width` absent: not a terminal, nothing is cut. Paragraphs then are still broken at 80
  /// columns.
  Screen(std::ostream& out, std::optional<std::size_t> width, Palette palette, Language language)
      : out_(&out), width_(width), palette_(palette), language_(language) {}

  Language language() const { return language_; }
  std::optional<std::size_t> width() const { return width_; }

  void line() { *out_ << '\n'; }
  void line(const Line& line);  ///< as it is, however wide
  /// Broken between words; `indent` spaces before each line, `hang` more before all but the first.
  void paragraph(const Line& text, std::size_t indent = 0, std::size_t hang = 0);
  void table(const Table& table, std::size_t indent = 0);

  /// A sentence of the catalogue as a paragraph.
  void say(Word word, Values values = {}, Tone tone = Tone::plain, std::size_t indent = 0);
  /// A heading: an empty line, then the words, strong.
  void heading(Word word, Values values = {});
  /// What to type next: "  rettesnor …" on a line of its own, never broken.
  void command(const std::string& text, Word why);

  std::string text(Word word, Values values = {}) const {
    return cli::say(language_, word, values);
  }
  std::string count(Word word, std::int64_t n, Values values = {}) const {
    return say_count(language_, word, n, values);
  }
  std::string number(std::int64_t n) const { return show_number(language_, n); }

 private:
  std::ostream* out_;
  std::optional<std::size_t> width_;
  Palette palette_;
  Language language_;
};

/// Foreign text: safe to print, at most `max_chars` characters.
Line foreign(std::string_view text, Tone tone = Tone::plain, std::size_t max_chars = 200);

}  // namespace rettesnor::cli
