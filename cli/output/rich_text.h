// Text with tones (colours by meaning), and the breaking and cutting of it by terminal columns.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rettesnor::cli {

/// What a piece of text means; the palette decides how that looks, and it never stands alone: the
/// words say the same.
enum class Tone { plain, strong, faint, critical, high, medium, low, good };

/// Whether escape sequences may be written.
enum class Palette { none, ansi };

struct Span {
  std::string text;
  Tone tone = Tone::plain;
};

/// One line of a screen, without a line end.
using Line = std::vector<Span>;

Line line_of(std::string text, Tone tone = Tone::plain);
std::size_t columns(const Line& line);
std::string render(const Line& line, Palette palette);

/// Breaks between words so that no line is wider than `width` columns (at least 1), and the first
/// not wider than `first_width`; a word that is wider than that is broken inside. Spaces at a break
/// vanish. Never returns an empty vector.
std::vector<Line> wrap(const Line& line, std::size_t width, std::size_t first_width);
inline std::vector<Line> wrap(const Line& line, std::size_t width) {
  return wrap(line, width, width);
}

/// At most `width` columns; when something is left out the last column is "…".
Line cut(const Line& line, std::size_t width);

}  // namespace rettesnor::cli
