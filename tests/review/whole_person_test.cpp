// One word about a whole person, several green rows at once, and what people say of themselves.
#include "review/accounts/accounts.h"
#include "review/answers/answers.h"
#include "tests/review/review_words.h"

namespace rettesnor::review {
namespace {

WholePerson word_on(core::CampaignId campaign, WholePerson::What what, std::string reason = "hr") {
  return {campaign, key_of("lea"), key_of("ada"), what, std::move(reason), "word-with-number-001"};
}

TEST(WholePersonAnswer, LeftRemovesEverythingInOneGoAndItSeesIt) {
  Town town = small_town();
  town.with(person("ian").employed("Side"), appointed_as("IT-drift", "ian"));
  Stage stage(town);
  const auto campaign = stage.open();
  const auto word = word_on(campaign, WholePerson::What::left);
  const auto kept =
      must(answers::answer_person(stage.review().enter(stage.as("lea")), word, later(3)));
  ASSERT_EQ(kept.size(), 2U);
  for (const core::Decision& decision : kept) {
    EXPECT_EQ(decision.answer, Answer::remove);
    EXPECT_EQ(decision.comment, "hr");
  }
  const auto again =
      must(answers::answer_person(stage.review().enter(stage.as("lea")), word, later(4)));
  EXPECT_EQ(again.size(), 2U);
  EXPECT_EQ(must(stage.store().decisions(campaign)).size(), 2U);
  const auto lines = must(answers::reports(stage.review().look(stage.as("ian"))));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines.front().report.kind, "left");
  EXPECT_EQ(lines.front().subject.name, "ada");
  EXPECT_EQ(answers::reports(stage.review().look(stage.as("bob"))).error().kind,
            ErrorKind::refused);
  stage.restart(5);
  EXPECT_EQ(must(answers::reports(stage.review().look(stage.as("ian")))).size(), 1U);
  EXPECT_EQ(stage.page("lea", campaign, "ada").reported->kind, "left");
}

TEST(WholePersonAnswer, OverridesWhatWasAnsweredBefore) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  must(stage.answers("lea", campaign, "ada", "K:G", Answer::keep));
  must(answers::answer_person(stage.review().enter(stage.as("lea")),
                              word_on(campaign, WholePerson::What::not_my_employee), later(4)));
  EXPECT_EQ(stage.row("lea", campaign, "ada", "K:G").decision->answer, Answer::not_mine);
  EXPECT_EQ(stage.row("lea", campaign, "ada", "K:H").decision->answer, Answer::not_mine);
}

TEST(WholePersonAnswer, NeedsAReasonAndTheList) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  const auto wordless = word_on(campaign, WholePerson::What::left, " ");
  EXPECT_EQ(answers::answer_person(stage.review().enter(stage.as("lea")), wordless, later(3))
                .error()
                .kind,
            ErrorKind::invalid_input);
  const auto left = word_on(campaign, WholePerson::What::left);
  EXPECT_EQ(
      answers::answer_person(stage.review().enter(stage.as("bob")), left, later(3)).error().kind,
      ErrorKind::refused);
  EXPECT_TRUE(must(stage.store().decisions(campaign)).empty());
  EXPECT_TRUE(must(stage.store().reports()).empty());
}

/// ada has two green rights.
Town green_town() {
  Town town = small_town();
  town.with(role("R1").unit("Team").expects("K:G").expects("K:H"));
  return town;
}

std::vector<GivenAnswer> greens(Stage& stage, core::CampaignId campaign) {
  std::vector<GivenAnswer> given;
  for (const char* right : {"K:G", "K:H"}) {
    given.push_back(stage.given("lea", campaign, "ada", right, Answer::keep));
    given.back().manner = core::Decision::Manner::bulk;
    given.back().comment = "set igennem";
  }
  return given;
}

TEST(Together, GreenRowsAreKeptInOneTransactionWithOneCommentAndAnEventEach) {
  Stage stage(green_town());
  const auto campaign = stage.open();
  const auto given = greens(stage, campaign);
  const auto kept =
      must(answers::answer_together(stage.review().enter(stage.as("lea")), given, later(3)));
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept.front().comment, "set igennem");
  EXPECT_EQ(must(stage.store().events_about(audit::Kind::decision, key_of("ada"), 9)).size(), 2U);
  EXPECT_EQ(
      must(answers::answer_together(stage.review().enter(stage.as("lea")), given, later(4))).size(),
      2U);
  EXPECT_EQ(must(stage.store().decisions(campaign)).size(), 2U);
}

TEST(Together, OneThatIsNotGreenOrWordlessMeansNone) {
  Stage stage(green_town());
  const auto campaign = stage.open();
  auto given = greens(stage, campaign);
  given.back().comment = "";
  EXPECT_EQ(
      answers::answer_together(stage.review().enter(stage.as("lea")), given, later(3)).error().kind,
      ErrorKind::invalid_input);
  given = greens(stage, campaign);
  given.back().seen = std::string(64, '0');
  EXPECT_EQ(
      answers::answer_together(stage.review().enter(stage.as("lea")), given, later(3)).error().kind,
      ErrorKind::conflict);
  EXPECT_TRUE(must(stage.store().decisions(campaign)).empty());
}

TEST(Reporting, WhatSheHandsBackIsAWishThatHerLeaderSees) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  const std::string right = stage.row("lea", campaign, "ada", "K:G").entitlement_key;
  must(answers::hand_back(stage.review().enter(stage.as("ada")), right, "Jeg har skiftet opgaver.",
                          later(3)));
  const ReviewRow row = stage.row("lea", campaign, "ada", "K:G");
  ASSERT_TRUE(row.handed_back);
  EXPECT_EQ(row.handed_back->comment, "Jeg har skiftet opgaver.");
  EXPECT_FALSE(row.decision) << "a wish is no answer";
  EXPECT_EQ(
      answers::hand_back(stage.review().enter(stage.as("ada")), right, "", later(4)).error().kind,
      ErrorKind::conflict);
  EXPECT_EQ(
      answers::hand_back(stage.review().enter(stage.as("adm")), right, "", later(4)).error().kind,
      ErrorKind::not_found);
  EXPECT_EQ(must(stage.store().events_about(audit::Kind::handed_back, key_of("ada"), 5)).size(),
            1U);
}

TEST(Reporting, AnAccountCanBeDisputedByWhomItCountsAsAndNobodyElse) {
  Stage stage(small_town());
  const auto mine = must(accounts::my_access(stage.review().look(stage.as("ada"))));
  ASSERT_EQ(mine.accounts.size(), 1U);
  EXPECT_EQ(mine.accounts.front().ref, "K/ada");
  const std::string account = mine.accounts.front().key;
  EXPECT_EQ(answers::dispute_account(stage.review().enter(stage.as("bob")), account, "", later(2))
                .error()
                .kind,
            ErrorKind::not_found);
  must(answers::dispute_account(stage.review().enter(stage.as("ada")), account, "", later(2)));
  EXPECT_EQ(must(accounts::my_access(stage.review().look(stage.as("ada")))).reports.size(), 1U);
  EXPECT_EQ(must(answers::reports(stage.review().look(stage.as("adm")))).front().report.kind,
            "not_me");
}

}  // namespace
}  // namespace rettesnor::review
