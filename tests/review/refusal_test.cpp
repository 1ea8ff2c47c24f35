// Every refusal is said in both languages, with the same values in both.
#include "review/refusal.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace rettesnor::review {
namespace {

struct RefusalRow {
  const char* name;
  std::string danish;
  std::string english;
};

const std::vector<RefusalRow>& refusal_rows() {
  static const std::vector<RefusalRow> kRows = {
#define REFUSAL(name, danish, english) {#name, danish, english},
#include "review/refusals.inc"
#undef REFUSAL
  };
  return kRows;
}

std::set<std::string> places_in(const std::string& sentence) {
  static const std::regex kPlace(R"(\{([a-z]+)(_da)?\})");
  std::set<std::string> places;
  for (std::sregex_iterator at(sentence.begin(), sentence.end(), kPlace), end; at != end; ++at) {
    places.insert((*at)[1]);
  }
  return places;
}

TEST(Refusal, IsSaidInBothLanguagesWithTheSameValues) {
  for (const RefusalRow& row : refusal_rows()) {
    EXPECT_FALSE(row.danish.empty()) << row.name;
    EXPECT_FALSE(row.english.empty()) << row.name;
    EXPECT_NE(row.danish, row.english) << row.name;
    EXPECT_EQ(places_in(row.danish), places_in(row.english)) << row.name;
  }
}

TEST(Refusal, ValuesStandWhereTheSentenceHasThem) {
  const auto refused = refuse(core::ErrorKind::conflict, Refusal::open_rights, {{"n", "7"}});
  EXPECT_EQ(refused.value().kind, core::ErrorKind::conflict);
  EXPECT_TRUE(refused.value().message.starts_with("7 rights"));
  EXPECT_TRUE(refused.value().danish.starts_with("7 rettigheder"));
}

TEST(Refusal, AValueIsNeverReadAsAPlace) {
  const auto refused =
      refuse(core::ErrorKind::refused, Refusal::not_green, {{"right", "{right} {n}"}});
  EXPECT_NE(refused.value().danish.find("{right} {n}"), std::string::npos);
}

}  // namespace
}  // namespace rettesnor::review
