// What pages, the terminal and mails say: one catalogue, in Danish and English.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "words/catalogue.h"
#include "words/language.h"
#include "words/numbers.h"

namespace rettesnor::words {

/// One sentence or term; the rows stand in words.inc.
enum class Word : std::uint16_t {
#define WORD(name, danish, english) name,
#include "words/words.inc"
#undef WORD
};

std::span<const WordRow> all_words();
std::string_view name_of(Word word);
/// For templates, and for codes of other folders: "order_state_" and the state's name.
std::optional<Word> word_named(std::string_view name);

/// Values for the placeholders (words/fill.h); made safe to show (core::printable).
using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// The sentence, not yet escaped; a placeholder without a value stays visible as "{name}".
std::string say(Language language, Word word, Values values = {});
/// The same where it stands alone: with a capital.
std::string say_first(Language language, Word word, Values values = {});
/// "1 person|{n} personer": the first form is for exactly one; `{n}` is the number with separators.
std::string say_count(Language language, Word word, std::int64_t n, Values values = {});

}  // namespace rettesnor::words
