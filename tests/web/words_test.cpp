// The catalogue of words on the pages.
#include "web/parts/words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace rettesnor::web {
namespace {

std::set<std::string> placeholders(std::string_view text) {
  std::set<std::string> found;
  for (std::size_t open = text.find('{'); open != std::string_view::npos;
       open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) return {"unclosed"};
    found.emplace(text.substr(open + 1, close - open - 1));
  }
  return found;
}

TEST(WebWords, EveryRowSpeaksBothLanguages) {
  for (const WordRow& row : all_words()) {
    EXPECT_FALSE(row.danish.empty()) << row.name;
    EXPECT_FALSE(row.english.empty()) << row.name;
  }
}

TEST(WebWords, BothLanguagesFillInTheSameValues) {
  for (const WordRow& row : all_words()) {
    EXPECT_EQ(placeholders(row.danish), placeholders(row.english)) << row.name;
  }
}

TEST(WebWords, BothLanguagesHaveOneAndManyOrNeither) {
  for (const WordRow& row : all_words()) {
    EXPECT_EQ(std::ranges::count(row.danish, '|'), std::ranges::count(row.english, '|'))
        << row.name;
    EXPECT_LE(std::ranges::count(row.danish, '|'), 1) << row.name;
  }
}

TEST(WebWords, EnglishIsNotDanishLeftBehind) {
  for (const WordRow& row : all_words()) {
    // The link to the other language speaks that language.
    if (row.name == "other_language_name") continue;
    for (const std::string_view letter : {"æ", "ø", "å", "Æ", "Ø", "Å"}) {
      EXPECT_EQ(row.english.find(letter), std::string_view::npos) << row.name;
    }
  }
}

TEST(WebWords, AreFoundByNameAndNothingElseIs) {
  EXPECT_EQ(word_named("keep"), Word::keep);
  EXPECT_FALSE(word_named("no_such_word"));
}

TEST(WebWords, AValueThatLooksLikeAPlaceholderIsNotFilledInAgain) {
  EXPECT_EQ(say(Language::en, Word::greeting, {{"name", "{name}"}}), "Hello {name}");
}

TEST(WebWords, OneAndManyAreToldApart) {
  EXPECT_EQ(say_count(Language::da, Word::people_count, 1), "1 person");
  EXPECT_EQ(say_count(Language::da, Word::people_count, 1200), "1.200 personer");
}

}  // namespace
}  // namespace rettesnor::web
