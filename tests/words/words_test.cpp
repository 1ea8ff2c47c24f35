// All catalogues: complete in both languages, and filled in alike.
#include "words/words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

#include "core/text.h"
#include "tests/words/rows.h"
#include "words/error.h"
#include "words/fill.h"
#include "words/findings.h"
#include "words/refusal.h"
#include "words/terms.h"

namespace rettesnor::words {
namespace {

/// Has the text a form for one and another for many?
bool is_counted(std::string_view text) {
  return text.size() != std::max(form_for(text, 1).size(), form_for(text, 2).size());
}

TEST(Words, EveryRowSpeaksBothLanguages) {
  for (const WordRow& row : every_row()) {
    EXPECT_FALSE(row.danish.empty()) << row.name;
    EXPECT_FALSE(row.english.empty()) << row.name;
  }
}

TEST(Words, BothLanguagesFillInTheSameValues) {
  for (const WordRow& row : every_row()) {
    EXPECT_EQ(placeholders(row.danish), placeholders(row.english)) << row.name;
    for (const std::string& name : placeholders(row.danish)) {
      EXPECT_TRUE(
          !name.empty() &&
          std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; }))
          << row.name << ": " << name;
    }
  }
}

TEST(Words, BothLanguagesHaveOneAndManyOrNeither) {
  for (const WordRow& row : every_row()) {
    EXPECT_EQ(is_counted(row.danish), is_counted(row.english)) << row.name;
    EXPECT_FALSE(is_counted(form_for(row.danish, 2))) << row.name;
    EXPECT_FALSE(is_counted(form_for(row.english, 2))) << row.name;
  }
}

TEST(Words, EnglishIsNotDanishLeftBehind) {
  for (const WordRow& row : every_row()) {
    // The link to the other language speaks that language; names of Danish systems in examples
    // are what they are; and a difference in spelling is told by its letters.
    if (row.name == "other_language_name" || row.name == "LINK_UNICODE") continue;
    if (row.english.find("Lønbro") != std::string_view::npos) continue;
    for (const std::string_view letter : {"æ", "ø", "å", "Æ", "Ø", "Å"}) {
      EXPECT_EQ(row.english.find(letter), std::string_view::npos) << row.name;
    }
  }
}

TEST(Words, AreFoundByNameAndNothingElseIs) {
  EXPECT_EQ(word_named("keep"), Word::keep);
  EXPECT_FALSE(word_named("no_such_word"));
}

TEST(Words, OneAndManyAreToldApart) {
  EXPECT_EQ(say_count(Language::danish, Word::findings_total, 1), "1 åbent fund");
  EXPECT_EQ(say_count(Language::danish, Word::findings_total, 6000), "6.000 åbne fund");
  EXPECT_EQ(say_count(Language::english, Word::findings_total, 6000), "6,000 open findings");
  EXPECT_EQ(say_count(Language::danish, Word::people_count, 1), "1 person");
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
  EXPECT_EQ(say(Language::english, Word::greeting, {{"name", "{name}"}}), "Hello {name}");
}

TEST(Words, AMissingValueStaysVisibleAndAnEmptyOneDoesNot) {
  EXPECT_EQ(say(Language::english, Word::greeting), "Hello {name}");
  EXPECT_EQ(say(Language::english, Word::greeting, {{"name", ""}}), "Hello ");
}

TEST(Words, BracketsWithoutAPlaceholderAreBrackets) {
  EXPECT_EQ(say(Language::danish, Word::help_usage_main), "rettesnor KOMMANDO [VALG]");
}

TEST(Errors, BecomeASentenceInEitherLanguage) {
  const core::Error refused =
      refuse(core::ErrorKind::conflict, Refusal::open_rights, {{"n", "7"}}).value();
  EXPECT_EQ(refused.kind, core::ErrorKind::conflict);
  EXPECT_TRUE(sentence(refused, Language::english).starts_with("7 rights"));
  EXPECT_TRUE(sentence(refused, Language::danish).starts_with("7 rettigheder"));
}

TEST(Errors, AValueIsNeverReadAsAPlace) {
  const core::Error refused =
      refuse(core::ErrorKind::refused, Refusal::not_green, {{"right", "{right} {n}"}}).value();
  EXPECT_NE(sentence(refused, Language::danish).find("{right} {n}"), std::string::npos);
}

TEST(Errors, WhatToDoNextIsALineOfItsOwn) {
  core::Error error =
      core::fail(core::ErrorKind::not_found, code_of(Word::error_no_history)).value();
  error.next = code_of(Word::error_no_history_next);
  EXPECT_EQ(sentence(error, Language::danish),
            "Der er ikke hentet noget endnu.\nSkriv \"rettesnor sync\" først.");
}

TEST(Errors, AreKeptAsCodeAndValuesAndToldInTheReadersLanguage) {
  const core::Error below{core::ErrorKind::unreachable, "port \"636\"\n is closed"};
  const core::Error error =
      core::fail(core::ErrorKind::unreachable, code_of(Refusal::source_trouble),
                 {{"source", "Kata\"log\x01"}}, below)
          .value();
  const std::string kept = core::kept(error);
  EXPECT_EQ(kept,
            "{\"causes\":[{\"message\":\"port \\\"636\\\"\\u000a is closed\"}],"
            "\"code\":\"source_trouble\",\"values\":{\"source\":\"Kata\\\"log\\u0001\"}}");
  EXPECT_EQ(told(kept, Language::danish), sentence(error, Language::danish));
}

TEST(Errors, WhatWasKeptBeforeThereWereCodesIsShownAsItStands) {
  for (const std::string_view old : {"the server hung up", "", "{\"code\":", "{\"a\":1}", "[1]"}) {
    EXPECT_EQ(told(old, Language::danish), old);
  }
}

TEST(Errors, ReasonsOfTheBreakerSpeakDanish) {
  const std::string kept = core::kept(core::ErrorCode{"breaker_place"}, {{"things", "account"},
                                                                         {"place", "department"},
                                                                         {"name", "Jobcenter"},
                                                                         {"removed", "4"},
                                                                         {"had", "10"},
                                                                         {"percent", "40.0"},
                                                                         {"percent_limit", "30"}});
  EXPECT_EQ(
      told(kept, Language::danish),
      "konti i afdeling Jobcenter: 4 af 10 ville forsvinde (40,0 %); grænsen for én afdeling er "
      "30 % (breaker_unit_percent)");
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
}  // namespace rettesnor::words
