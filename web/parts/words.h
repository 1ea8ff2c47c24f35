// Every word on the web pages, in Danish and English, from one catalogue.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "web/parts/pages.h"

namespace rettesnor::web {

/// One sentence or term; the rows stand in words.inc.
enum class Word {
#define WORD(name, danish, english) name,
#include "web/parts/words.inc"
#undef WORD
};

struct WordRow {
  std::string_view name;
  std::string_view danish;
  std::string_view english;
};
std::span<const WordRow> all_words();
/// For templates, which name words as text.
std::optional<Word> word_named(std::string_view name);

/// Values for the `{name}` placeholders; made safe to show (core::printable).
using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// The sentence, not yet escaped; a placeholder without a value stays visible as "{name}".
std::string say(Language language, Word word, Values values = {});
/// "1 person|{n} personer": the first form is for exactly one.
std::string say_count(Language language, Word word, std::int64_t n, Values values = {});
/// "6.000" in Danish, "6,000" in English.
std::string show_number(Language language, std::int64_t n);

}  // namespace rettesnor::web
