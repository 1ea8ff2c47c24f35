// Every word the program says in a terminal, in Danish and English, from one catalogue.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "reconcile/finding_words.h"

namespace rettesnor::cli {

using reconcile::Language;

/// One sentence or term; the rows stand in words.inc.
enum class Word {
#define WORD(name, danish, english) name,
#include "cli/words.inc"
#undef WORD
};

struct WordRow {
  std::string_view name;
  std::string_view danish;
  std::string_view english;
};
std::span<const WordRow> all_words();

/// Values for the `{name}` placeholders. They are made safe for a terminal (core::printable).
using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// The sentence; a placeholder without a value stays visible as "{name}".
std::string say(Language language, Word word, Values values = {});
/// The catalogue may hold two forms, "1 person|{n} personer": the first is for exactly one. `{n}`
/// is the number with thousands separators.
std::string say_count(Language language, Word word, std::int64_t n, Values values = {});

/// "6.000" in Danish, "6,000" in English.
std::string show_number(Language language, std::int64_t n);
/// One decimal: "5,4" / "5.4".
std::string show_decimal(Language language, double value);

}  // namespace rettesnor::cli
