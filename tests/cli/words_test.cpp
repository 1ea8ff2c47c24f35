// The catalogue of words.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "cli/words.h"
#include "core/text.h"

namespace rettesnor::cli {
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

TEST(Words, EveryRowSpeaksBothLanguages) {
  for (const WordRow& row : all_words()) {
    if (row.name == "nothing") continue;
    EXPECT_FALSE(row.danish.empty()) << row.name;
    EXPECT_FALSE(row.english.empty()) << row.name;
  }
}

TEST(Words, BothLanguagesFillInTheSameValues) {
  for (const WordRow& row : all_words()) {
    EXPECT_EQ(placeholders(row.danish), placeholders(row.english)) << row.name;
  }
}

TEST(Words, BothLanguagesHaveOneAndManyOrNeither) {
  for (const WordRow& row : all_words()) {
    EXPECT_EQ(std::ranges::count(row.danish, '|'), std::ranges::count(row.english, '|'))
        << row.name;
    EXPECT_LE(std::ranges::count(row.danish, '|'), 1) << row.name;
  }
}

TEST(Words, EnglishIsNotDanishLeftBehind) {
  for (const WordRow& row : all_words()) {
    for (const std::string_view letter : {"æ", "ø", "å", "Æ", "Ø", "Å"}) {
      // Names of Danish systems in examples stand in quotes in both.
      if (row.english.find("Lønbro") != std::string_view::npos) continue;
      EXPECT_EQ(row.english.find(letter), std::string_view::npos) << row.name;
    }
  }
}

TEST(Words, OneAndManyAreToldApart) {
  EXPECT_EQ(say_count(Language::danish, Word::findings_total, 1), "1 åbent fund");
  EXPECT_EQ(say_count(Language::danish, Word::findings_total, 6000), "6.000 åbne fund");
  EXPECT_EQ(say_count(Language::english, Word::findings_total, 6000), "6,000 open findings");
}

TEST(Words, ForeignTextCannotSteerTheTerminal) {
  const std::string said =
      say(Language::danish, Word::lookup_no_person, {{"text", "x\x1b[2J\u202Ey"}});
  EXPECT_EQ(said.find('\x1b'), std::string::npos);
  EXPECT_EQ(said.find("\u202E"), std::string::npos);
}

TEST(Words, AValueThatLooksLikeAPlaceholderIsNotFilledInAgain) {
  EXPECT_EQ(say(Language::english, Word::lookup_no_person, {{"text", "{text}"}}),
            "No person fits \"{text}\".");
}

TEST(Numbers, AreSpeltAsDanesSpellThem) {
  EXPECT_EQ(show_number(Language::danish, 0), "0");
  EXPECT_EQ(show_number(Language::danish, 999), "999");
  EXPECT_EQ(show_number(Language::danish, 12345678), "12.345.678");
  EXPECT_EQ(show_number(Language::danish, -1000), "-1.000");
  EXPECT_EQ(show_number(Language::english, 1000), "1,000");
  EXPECT_EQ(show_decimal(Language::danish, 5.44), "5,4");
  EXPECT_EQ(show_decimal(Language::english, -0.5), "-0.5");
}

}  // namespace
}  // namespace rettesnor::cli
