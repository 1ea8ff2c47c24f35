// Says the rows of the catalogue.
#include "words/words.h"

#include <map>

#include "core/text.h"
#include "words/fill.h"

namespace rettesnor::words {
namespace {

constexpr WordRow kWords[] = {
#define WORD(name, danish, english) {#name, danish, english},
#include "words/words.inc"
#undef WORD
};

std::string_view text_of(Language language, Word word) {
  return kWords[static_cast<std::size_t>(word)].in(language);
}

std::optional<std::string> find(Values values, std::string_view name) {
  for (const auto& [key, value] : values) {
    if (key == name) return core::printable(value, kLongestValue);
  }
  return std::nullopt;
}

}  // namespace

std::span<const WordRow> all_words() {
  return kWords;
}

std::string_view name_of(Word word) {
  return kWords[static_cast<std::size_t>(word)].name;
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
  return fill(text_of(language, word), language,
              [&](std::string_view name) { return find(values, name); });
}

std::string say_first(Language language, Word word, Values values) {
  return with_capital(say(language, word, values));
}

std::string say_count(Language language, Word word, std::int64_t n, Values values) {
  const std::string_view form = form_for(text_of(language, word), n);
  return fill(form, language, [&](std::string_view name) {
    return name == "n" ? std::optional(show_number(language, n)) : find(values, name);
  });
}

}  // namespace rettesnor::words
