// What a row says of a right, and what speaks against it.
#include "review/campaigns/advice.h"

#include "review/campaigns/review_rows.h"
#include "tests/review/review_words.h"

namespace rettesnor::review {
namespace {

ReviewRow row(const Town& told, const std::string& person, const std::string& right) {
  const auto facts =
      MomentFacts(moment_of(told.snapshot(), std::make_shared<policies::Policy>(told.policy()),
                            copenhagen(), told.now()));
  const auto named = facts.graph().entitlements_named(test::right(right));
  return review_row(facts, facts.person(key_of(person)), named.front());
}

std::string advice(const Town& told, const std::string& person, const std::string& right) {
  const ReviewRow found = row(told, person, right);
  const char* words[] = {"keep", "look", "remove"};
  return std::string(words[static_cast<int>(found.advice)]) + " " +
         std::string(name_of(found.reason));
}

TEST(Advice, WhatTheRoleExpectsIsKept) {
  Town town = small_town();
  town.with(role("R1").unit("Team").expects("K:G"));
  EXPECT_EQ(advice(town, "ada", "K:G"), "keep expected");
  EXPECT_TRUE(row(town, "ada", "K:G").bulk_allowed);
}

TEST(Advice, ARightThatNoRuleNamesIsLookedAt) {
  EXPECT_EQ(advice(small_town(), "ada", "K:H"), "look unexplained");
}

TEST(Advice, BothSidesOfARuleSpeakAgainstARight) {
  Town town = small_town();
  town.with(sod("S1").left("K:G").right("K:H"), role("R1").unit("Team").expects("K:G"));
  EXPECT_EQ(advice(town, "ada", "K:G"), "remove sod_conflict");
  EXPECT_EQ(row(town, "ada", "K:H").conflicts.size(), 1U);
  EXPECT_EQ(advice(town, "bob", "K:G"), "keep expected");
}

TEST(Advice, APrivilegedRightIsNeverGreen) {
  Town town = small_town();
  town.with(role("R1").unit("Team").expects("K:G"),
            test::about("K:G", [](policies::EntitlementRule& rule) { rule.privileged = true; }));
  EXPECT_EQ(advice(town, "ada", "K:G"), "look privileged");
  EXPECT_FALSE(row(town, "ada", "K:G").bulk_allowed);
}

TEST(Advice, AnExpiredAuthorisationSpeaksAgainstARight) {
  Town town = small_town();
  town.with(authorization("n-ada", "K:H", "26/17", "2026-01-01", "2026-10-31"));
  EXPECT_EQ(advice(town, "ada", "K:H"), "remove expired");
  EXPECT_EQ(row(town, "ada", "K:H").case_no, "26/17");
}

TEST(Advice, AnAccountThatNobodyUsesSpeaksAgainstItsRights) {
  Town town = small_town();
  town.with(person("eve").employed("Team"),
            account("eve", "K").of("eve").member_of("H").last_used("2026-01-01T08:00:00Z"));
  EXPECT_EQ(advice(town, "eve", "K:H"), "remove unused");
  const ReviewRow found = row(town, "eve", "K:H");
  EXPECT_EQ(found.last_use.known, LastUse::Known::on);
  EXPECT_EQ(found.last_use.day, day("2026-01-01"));
}

TEST(Advice, PeersAreTheOthersOfTheUnit) {
  const ReviewRow found = row(small_town(), "ada", "K:G");
  EXPECT_EQ(found.peers_total, 2);
  EXPECT_EQ(found.peers_with, 2);
  EXPECT_EQ(row(small_town(), "ada", "K:H").peers_with, 0);
}

TEST(Advice, WhatIsSeenChangesWithWhatIsShownAndWithNothingElse) {
  const std::string before = row(small_town(), "ada", "K:G").seen;
  Town shuffled = small_town();
  shuffled.shuffle(7);
  EXPECT_EQ(row(shuffled, "ada", "K:G").seen, before);
  Town changed = small_town();
  changed.with(role("R1").unit("Team").expects("K:G"));
  EXPECT_NE(row(changed, "ada", "K:G").seen, before);
}

}  // namespace
}  // namespace rettesnor::review
