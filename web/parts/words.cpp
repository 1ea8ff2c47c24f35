// Fills in sentences of the web catalogue.
#include "web/parts/words.h"

#include <algorithm>
#include <map>

#include "core/text.h"

namespace rettesnor::web {
namespace {

constexpr WordRow kWords[] = {
#define WORD(name, danish, english) {#name, danish, english},
#include "web/parts/words.inc"
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
  return language == Language::da ? row.danish : row.english;
}

}  // namespace

std::span<const WordRow> all_words() {
  return kWords;
}

std::optional<Word> word_named(std::string_view name) {
  static const std::map<std::string_view, Word> names = [] {
    std::map<std::string_view, Word> all;
    for (std::size_t i = 0; i < std::size(kWords); ++i) all.emplace(kWords[i].name, Word(i));
    return all;
  }();
  const auto found = names.find(name);
  return found == names.end() ? std::nullopt : std::optional<Word>(found->second);
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
    digits.insert(at - 3, 1, language == Language::da ? '.' : ',');
  }
  return digits;
}

}  // namespace rettesnor::web
