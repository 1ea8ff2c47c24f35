// Fills in sentences of the catalogue.
#include "cli/words.h"

#include <cmath>
#include <cstdlib>

#include "core/text.h"

namespace rettesnor::cli {
namespace {

constexpr WordRow kWords[] = {
#define WORD(name, danish, english) {#name, danish, english},
#include "cli/words.inc"
#undef WORD
};

std::string fill(std::string_view text, Values values) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) {
      out += text;
      break;
    }
    out += text.substr(0, open);
    const std::string_view name = text.substr(open + 1, close - open - 1);
    std::string_view found = text.substr(open, close - open + 1);
    std::string safe;
    for (const auto& [key, value] : values) {
      if (key != name) continue;
      safe = core::printable(value, 2000);
      found = safe;
    }
    out += found;
    text.remove_prefix(close + 1);
  }
  return out;
}

std::string_view text_of(Language language, Word word) {
  const WordRow& row = kWords[static_cast<std::size_t>(word)];
  return language == Language::danish ? row.danish : row.english;
}

}  // namespace

std::span<const WordRow> all_words() {
  return kWords;
}

std::string say(Language language, Word word, Values values) {
  return fill(text_of(language, word), values);
}

std::string say_count(Language language, Word word, std::int64_t n, Values values) {
  std::string_view text = text_of(language, word);
  if (const std::size_t bar = text.find('|'); bar != std::string_view::npos) {
    text = n == 1 ? text.substr(0, bar) : text.substr(bar + 1);
  }
  const std::string number = show_number(language, n);
  std::string with_number;
  std::size_t at = 0;
  for (std::size_t next = 0; (next = text.find("{n}", at)) != std::string_view::npos;
       at = next + 3) {
    with_number += text.substr(at, next - at);
    with_number += number;
  }
  with_number += text.substr(at);
  return fill(with_number, values);
}

std::string show_number(Language language, std::int64_t n) {
  std::string digits = std::to_string(n);
  const std::size_t first = n < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3; at -= 3) {
    digits.insert(at - 3, 1, language == Language::danish ? '.' : ',');
  }
  return digits;
}

std::string show_decimal(Language language, double value) {
  const auto tenths = static_cast<std::int64_t>(std::llround(value * 10));
  return (tenths < 0 && tenths > -10 ? "-" : "") + show_number(language, tenths / 10) +
         (language == Language::danish ? "," : ".") + std::to_string(std::llabs(tenths % 10));
}

}  // namespace rettesnor::cli
