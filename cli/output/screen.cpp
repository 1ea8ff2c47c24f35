// Writes lines, paragraphs and tables to a stream.
#include "cli/output/screen.h"

#include "core/text.h"

namespace rettesnor::cli {
namespace {
constexpr std::size_t kProseWidth = 80;
}

void Screen::line(const Line& line) {
  *out_ << render(line, palette_) << '\n';
}

void Screen::paragraph(const Line& text, std::size_t indent, std::size_t hang) {
  // Prose is easiest to read when it is not wider than a page, however wide the screen.
  const std::size_t page = std::min(width_.value_or(kProseWidth), kProseWidth + 20);
  const std::size_t first_width = page > indent ? page - indent : 1;
  const std::size_t width = first_width > hang ? first_width - hang : 1;
  bool first = true;
  for (Line& piece : wrap(text, width, first_width)) {
    const std::size_t spaces = indent + (first ? 0 : hang);
    if (spaces > 0) piece.insert(piece.begin(), Span{std::string(spaces, ' '), Tone::plain});
    line(piece);
    first = false;
  }
}

void Screen::table(const Table& table, std::size_t indent) {
  for (const Line& row : table.lay_out(width_, indent)) line(row);
}

void Screen::say(Word word, Values values, Tone tone, std::size_t indent) {
  paragraph(line_of(text(word, values), tone), indent);
}

void Screen::heading(Word word, Values values) {
  line();
  line(line_of(text(word, values), Tone::strong));
}

void Screen::command(const std::string& text_to_type, Word why) {
  constexpr std::size_t kExplanationAt = 46;
  const std::size_t used = core::terminal_width(text_to_type) + 2;
  const std::string reason = text(why);
  const bool beside = used < kExplanationAt &&
                      kExplanationAt + core::terminal_width(reason) <= width_.value_or(kProseWidth);
  Line out{{"  ", Tone::plain}, {text_to_type, Tone::strong}};
  if (beside) {
    out.push_back({std::string(kExplanationAt - used, ' '), Tone::plain});
    out.push_back({reason, Tone::faint});
    line(out);
    return;
  }
  line(out);
  paragraph(line_of(reason, Tone::faint), 4);
}

Line foreign(std::string_view text, Tone tone, std::size_t max_chars) {
  return line_of(core::printable(text, max_chars), tone);
}

}  // namespace rettesnor::cli
