// The catalogue in words: complete in both languages, and natural with every value.
#include "words/findings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "policies/policy.h"
#include "tests/words/rows.h"

namespace rettesnor::words {
namespace {

core::Finding finding(std::string_view code, std::map<std::string, std::string> values) {
  core::Finding f{};
  f.code = code;
  f.values = std::move(values);
  return f;
}

TEST(FindingWords, AllCodesInOrderWithSentencesAndTitlesInBothLanguages) {
  int number = 0;
  std::set<std::string_view> codes;
  for (const FindingWords& words : all_finding_words()) {
    EXPECT_EQ(words.number, ++number) << words.code;
    EXPECT_TRUE(codes.insert(words.code).second) << words.code;
    for (const std::string_view text :
         {words.danish, words.english, words.danish_title, words.english_title}) {
      EXPECT_FALSE(text.empty()) << words.code;
      EXPECT_EQ(std::count(text.begin(), text.end(), '{'),
                std::count(text.begin(), text.end(), '}'))
          << words.code;
      EXPECT_EQ(std::count(text.begin(), text.end(), '['),
                std::count(text.begin(), text.end(), ']'))
          << words.code;
    }
    EXPECT_LE(words.danish_title.size(), 45U) << words.code;
    EXPECT_EQ(placeholders(words.danish), placeholders(words.english)) << words.code;
    EXPECT_EQ(words_of(words.code), &words);
  }
  EXPECT_EQ(number, 87);
  EXPECT_EQ(words_of("NO_SUCH_CODE"), nullptr);
}

TEST(FindingWords, OneDayIsADayAndTwoAreDays) {
  const auto days = [](const char* n, Language language) {
    return sentence(finding("ACC_DORMANT", {{"k", "ada"}, {"s", "K"}, {"n", n}}), language);
  };
  EXPECT_TRUE(days("1", Language::danish).ends_with("i 1 dag."));
  EXPECT_TRUE(days("2", Language::danish).ends_with("i 2 dage."));
  EXPECT_TRUE(days("1", Language::english).ends_with("for 1 day."));
  EXPECT_TRUE(days("91", Language::english).ends_with("for 91 days."));
  EXPECT_TRUE(days("1.234", Language::english).ends_with("for 1,234 days."));
  EXPECT_TRUE(days("1.234", Language::danish).ends_with("i 1.234 dage."));
}

TEST(FindingWords, TheGenitiveOfANameThatHissesIsAnApostrophe) {
  const auto said = [](const char* name, Language language) {
    return sentence(
        finding(
            "MANDATE_ENDED",
            {{"p", name}, {"organ", "Byråd"}, {"d", "31.12.2025"}, {"k", "k"}, {"s", "Dagsorden"}}),
        language);
  };
  EXPECT_TRUE(said("Mette Holm", Language::danish).starts_with("Mette Holms hverv i Byråd"));
  EXPECT_TRUE(said("Jens", Language::danish).starts_with("Jens' hverv"));
  EXPECT_TRUE(said("Mette Holm", Language::english).starts_with("Mette Holm's office"));
}

TEST(FindingWords, AMissingValueShowsAsAQuestionMark) {
  EXPECT_EQ(sentence(finding("PWD_NOT_REQUIRED", {{"s", "K"}}), Language::danish),
            "Kontoen ? i K kan være uden adgangskode.");
}

TEST(FindingWords, PartsWithoutTheirValuesAreLeftOutOrReplaced) {
  EXPECT_EQ(sentence(finding("LEAVE_ACCESS", {{"p", "Ada"}}), Language::danish),
            "Ada er på orlov og har aktive rettigheder.");
  EXPECT_EQ(
      sentence(finding("LEAVE_ACCESS", {{"p", "Ada"}, {"d", "01.12.2026"}}), Language::danish),
      "Ada er på orlov til 01.12.2026 og har aktive rettigheder.");
  EXPECT_EQ(sentence(finding("SYNC_STALE", {{"s", "K"}}), Language::danish), "K er aldrig hentet.");
  EXPECT_EQ(sentence(finding("VENDOR_DBA_EXPIRING", {{"v", "F"}, {"n", "0"}, {"idag", "1"}}),
                     Language::danish),
            "Databehandleraftalen med F udløber i dag.");
}

TEST(FindingWords, ClosedVocabularyIsTranslated) {
  const auto f = finding(
      "CLASS_NOT_ALLOWED",
      {{"p", "Ada"}, {"kategori", "other_elected"}, {"klasse", "FØLSOM"}, {"s", "BørnSag"}});
  EXPECT_EQ(sentence(f, Language::danish),
            "Ada (anden folkevalgt) har adgang til data i klassen følsom i BørnSag.");
  EXPECT_EQ(sentence(f, Language::english),
            "Ada (other elected member) has access to data of class special-category in BørnSag.");
}

TEST(FindingWords, EverySubjectClassAndClassificationHasAWordInBothLanguages) {
  using policies::Classification;
  using policies::SubjectClass;
  for (const SubjectClass who :
       {SubjectClass::employee, SubjectClass::council_member, SubjectClass::other_elected,
        SubjectClass::partner, SubjectClass::vendor, SubjectClass::other_network_user}) {
    for (const Classification what :
         {Classification::internal, Classification::confidential, Classification::special}) {
      const auto f = finding("CLASS_NOT_ALLOWED", {{"p", "P"},
                                                   {"s", "S"},
                                                   {"kategori", std::string(name_of(who))},
                                                   {"klasse", std::string(name_of(what))}});
      const std::string danish = sentence(f, Language::danish);
      const std::string english = sentence(f, Language::english);
      EXPECT_EQ(danish.find('_'), std::string::npos) << danish;
      EXPECT_EQ(danish.find("employee"), std::string::npos) << danish;
      EXPECT_EQ(english.find('_'), std::string::npos) << english;
      EXPECT_EQ(english.find(std::string(name_of(what))), std::string::npos) << english;
    }
  }
}

TEST(FindingWords, HostileTextCannotMoveTheCursorOrAskForMoreValues) {
  const auto f = finding("PWD_NOT_REQUIRED", {{"k", "{s}\x1b[2J\n\u202e"}, {"s", "K"}});
  const std::string text = sentence(f, Language::danish);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find('\n'), std::string::npos);
  EXPECT_EQ(text.find("\u202e"), std::string::npos);
  EXPECT_NE(text.find("{s}"), std::string::npos);
}

}  // namespace
}  // namespace rettesnor::words
