// Text with tones, broken and cut by terminal columns.
#include "cli/output/rich_text.h"

#include <algorithm>
#include <utility>

#include "core/text.h"

namespace rettesnor::cli {
namespace {

std::string_view escape_of(Tone tone) {
  switch (tone) {
    case Tone::plain:
      return "";
    case Tone::strong:
      return "\x1b[1m";
    case Tone::faint:
      return "\x1b[90m";
    case Tone::critical:
      return "\x1b[1;31m";
    case Tone::high:
      return "\x1b[31m";
    case Tone::medium:
      return "\x1b[33m";
    case Tone::low:
      return "\x1b[36m";
    case Tone::good:
      return "\x1b[32m";
  }
  return "";
}

std::size_t size_of_code_point(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return end - at;
}

/// Longest beginning of `text` that fits in `width` columns, in bytes.
std::size_t fitting_bytes(std::string_view text, std::size_t width) {
  std::size_t used = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t size = size_of_code_point(text, at);
    const std::size_t wide = core::terminal_width(text.substr(at, size));
    if (used + wide > width) break;
    used += wide;
    at += size;
  }
  return at;
}

/// A run without a space in it; it may change tone on the way.
struct Chunk {
  Line spans;
  std::size_t width = 0;
  std::size_t spaces_before = 0;
};

std::vector<Chunk> words_of(const Line& line) {
  std::vector<Chunk> words;
  bool in_word = false;
  std::size_t spaces = 0;
  for (const Span& span : line) {
    std::size_t at = 0;
    while (at < span.text.size()) {
      if (span.text[at] == ' ') {
        in_word = false;
        ++spaces;
        ++at;
        continue;
      }
      const std::size_t end = std::min(span.text.find(' ', at), span.text.size());
      std::string piece = span.text.substr(at, end - at);
      if (!in_word) words.push_back({.spaces_before = std::exchange(spaces, 0)});
      in_word = true;
      words.back().width += core::terminal_width(piece);
      words.back().spans.push_back({std::move(piece), span.tone});
      at = end;
    }
  }
  return words;
}

void append(Line& line, Span span) {
  if (!line.empty() && line.back().tone == span.tone) {
    line.back().text += span.text;
  } else {
    line.push_back(std::move(span));
  }
}

/// Puts a word that is wider than the line on as many lines as it needs.
void append_broken(std::vector<Line>& lines, std::size_t& used, const Chunk& word,
                   std::size_t rest_width, std::size_t width) {
  for (const Span& span : word.spans) {
    std::string_view rest = span.text;
    while (!rest.empty()) {
      std::size_t bytes = fitting_bytes(rest, width - used);
      if (bytes == 0) {
        if (used == 0)
          bytes = size_of_code_point(rest, 0);  // wider than the line: still goes on
        else {
          lines.emplace_back();
          used = 0;
          width = rest_width;
          continue;
        }
      }
      const std::string_view part = rest.substr(0, bytes);
      append(lines.back(), {std::string(part), span.tone});
      used = std::min(width, used + core::terminal_width(part));
      rest.remove_prefix(bytes);
    }
  }
}

}  // namespace

Line line_of(std::string text, Tone tone) {
  return {Span{std::move(text), tone}};
}

std::size_t columns(const Line& line) {
  std::size_t sum = 0;
  for (const Span& span : line) sum += core::terminal_width(span.text);
  return sum;
}

std::string render(const Line& line, Palette palette) {
  std::string out;
  for (const Span& span : line) {
    const std::string_view escape = palette == Palette::ansi ? escape_of(span.tone) : "";
    out += escape;
    out += span.text;
    if (!escape.empty()) out += "\x1b[0m";
  }
  return out;
}

std::vector<Line> wrap(const Line& line, std::size_t rest_width, std::size_t first_width) {
  rest_width = std::max<std::size_t>(rest_width, 1);
  std::size_t width = std::max<std::size_t>(first_width, 1);
  std::vector<Line> lines(1);
  std::size_t used = 0;
  for (const Chunk& word : words_of(line)) {
    // Spaces in front of the very first word are an indent that the caller meant.
    const bool first = lines.size() == 1 && lines.back().empty();
    const std::size_t gap = used == 0 && !first ? 0 : word.spaces_before;
    if (used + gap + word.width > width && used > 0) {
      lines.emplace_back();
      used = 0;
      width = rest_width;
    } else if (gap > 0) {
      append(lines.back(), {std::string(gap, ' '), Tone::plain});
      used += gap;
    }
    if (word.width > width - std::min(used, width)) {
      append_broken(lines, used, word, rest_width, width);
      if (lines.size() > 1) width = rest_width;
      continue;
    }
    for (const Span& span : word.spans) append(lines.back(), span);
    used += word.width;
  }
  return lines;
}

Line cut(const Line& line, std::size_t width) {
  if (columns(line) <= width) return line;
  Line out;
  std::size_t left = width == 0 ? 0 : width - 1;
  for (const Span& span : line) {
    const std::size_t bytes = fitting_bytes(span.text, left);
    if (bytes > 0) out.push_back({span.text.substr(0, bytes), span.tone});
    left -= std::min(left, core::terminal_width(std::string_view(span.text).substr(0, bytes)));
    if (bytes < span.text.size()) break;
  }
  if (width > 0) append(out, {"…", out.empty() ? Tone::plain : out.back().tone});
  return out;
}

}  // namespace rettesnor::cli
