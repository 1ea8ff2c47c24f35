// Two people decide about what is privileged: who the second is, and what one of them cannot do.
#include "review/answers/answers.h"
#include "review/campaigns/campaigns.h"
#include "tests/review/review_words.h"

namespace rettesnor::review {
namespace {

/// own owns K, in which H is privileged; ada has it.
Town owned_town(std::string_view owner = "own", std::string_view responsible = "res") {
  Town town = small_town();
  town.with(person("own").employed("Side"), person("res").employed("Side"),
            privileged("K:H", owner, responsible));
  return town;
}

Board board_of(Stage& stage, core::CampaignId campaign) {
  return must(campaigns::board(stage.review().look(stage.as("adm")), campaign, later(5)));
}

TEST(SecondReviewer, TheOwnerOfTheSystemIsAskedBesideTheLeader) {
  Stage stage(owned_town());
  const auto campaign = stage.open();
  EXPECT_EQ(stage.list_of("own", campaign), "ada");
  const ReviewPage page = stage.page("own", campaign, "ada");
  ASSERT_EQ(page.rows.size(), 1U);
  EXPECT_EQ(page.rows.front().ref, "K:H");
  EXPECT_EQ(page.rows.front().seat, core::Seat::second);
  EXPECT_EQ(page.rows.front().other_reviewer, "lea");
  const ReviewRow leaders = stage.row("lea", campaign, "ada", "K:H");
  EXPECT_TRUE(leaders.two_decide);
  EXPECT_EQ(leaders.other_reviewer, "own");
  EXPECT_FALSE(stage.row("lea", campaign, "ada", "K:G").two_decide);
}

TEST(SecondReviewer, TheRowIsDoneOnlyWhenBothAnswered) {
  Stage stage(owned_town());
  const auto campaign = stage.open();
  must(stage.answers("lea", campaign, "ada", "K:H"));
  EXPECT_EQ(board_of(stage, campaign).answered, 0);
  EXPECT_EQ(board_of(stage, campaign).two_waiting, 1);
  EXPECT_EQ(
      must(answers::task(stage.review().look(stage.as("lea")), campaign, key_of("lea"), later(4)))
          .waiting,
      1);
  must(stage.answers("own", campaign, "ada", "K:H"));
  EXPECT_EQ(board_of(stage, campaign).answered, 1);
  EXPECT_EQ(board_of(stage, campaign).two_waiting, 0);
  EXPECT_EQ(stage.row("lea", campaign, "ada", "K:H").other->answer, Answer::keep);
  stage.restart(6);
  EXPECT_EQ(board_of(stage, campaign).answered, 1);
}

TEST(SecondReviewer, OneRemoveIsEnough) {
  Stage stage(owned_town());
  const auto campaign = stage.open();
  must(stage.answers("lea", campaign, "ada", "K:H", Answer::remove));
  must(stage.answers("own", campaign, "ada", "K:H", Answer::keep));
  EXPECT_EQ(board_of(stage, campaign).removals, 1);
  must(stage.answers("lea", campaign, "ada", "K:H", Answer::keep));
  EXPECT_EQ(board_of(stage, campaign).removals, 0);
  must(stage.answers("own", campaign, "ada", "K:H", Answer::remove));
  EXPECT_EQ(board_of(stage, campaign).removals, 1);
}

TEST(SecondReviewer, WhatTheFirstSaidMeanwhileIsAConflictToTheSecond) {
  Stage stage(owned_town());
  const auto campaign = stage.open();
  const auto late = stage.given("own", campaign, "ada", "K:H", Answer::keep);
  must(stage.answers("lea", campaign, "ada", "K:H", Answer::remove));
  EXPECT_EQ(stage.answer("own", late).error().kind, ErrorKind::conflict);
}

TEST(SecondReviewer, IsNeverTheSubjectNorTheFirst) {
  Stage ada_owns(owned_town("ada"));
  auto campaign = ada_owns.open();
  EXPECT_EQ(ada_owns.row("lea", campaign, "ada", "K:H").other_reviewer, "res");
  Stage lea_owns(owned_town("lea"));
  campaign = lea_owns.open();
  EXPECT_EQ(lea_owns.row("lea", campaign, "ada", "K:H").other_reviewer, "res");
}

TEST(SecondReviewer, TheSecurityLeadIsAskedWhenTheSystemHasNobodyElseNobody) {
  Town led = owned_town("ada", "lea");
  led.with(person("sec").employed("Side"), appointed_as("Informationssikkerhedsleder", "sec"));
  Stage with_lead(led);
  auto campaign = with_lead.open();
  EXPECT_EQ(with_lead.list_of("sec", campaign), "ada");
  Stage without(owned_town("ada", "lea"));
  campaign = without.open();
  EXPECT_EQ(without.row("lea", campaign, "ada", "K:H").other_reviewer, "");
  must(without.answers("lea", campaign, "ada", "K:H"));
  const Board board = board_of(without, campaign);
  EXPECT_EQ(board.nobody_second, 1);
  EXPECT_EQ(board.answered, 0) << "nobody beside the leader is not a second who agrees";
}

TEST(SecondReviewer, AnOwnerWhoLeavesIsFollowedByWhoIsResponsibleAndTheLogSaysSo) {
  Stage stage(owned_town());
  const auto campaign = stage.open();
  // The owner leaves: who is responsible is asked instead, and the log says so.
  Town after = small_town();
  after.with(person("own").employed("Side").until("2026-11-01"), person("res").employed("Side"),
             privileged("K:H", "own", "res"));
  stage.changes(after, 24);
  EXPECT_EQ(stage.list_of("res", campaign), "ada");
  for (const Task& task : board_of(stage, campaign).tasks) EXPECT_NE(task.reviewer.ref, "own");
  const auto events = must(stage.store().events_about(audit::Kind::second_asked, key_of("ada"), 5));
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(must(audit::read_event(events.front().bytes)).facts.at("reason"), "responsible");
  stage.restart(25);
  EXPECT_EQ(stage.list_of("res", campaign), "ada");
}

TEST(SecondReviewer, SignsAListOfHerOwnAndTheCampaignIsOpenUntilSheAnswered) {
  Stage stage(owned_town());
  const auto campaign = stage.open();
  must(stage.answers("own", campaign, "ada", "K:H"));
  const auto receipt = must(
      answers::sign_off(stage.review().enter(stage.as("own")), campaign, key_of("own"), later(4)));
  EXPECT_EQ(receipt.items, 1);
  EXPECT_EQ(stage.answers("own", campaign, "ada", "K:H", Answer::remove).error().kind,
            ErrorKind::refused);
  EXPECT_TRUE(stage.answers("lea", campaign, "ada", "K:H"));
}

TEST(SecondReviewer, OnePersonIsNeverBothNotEvenAsADeputy) {
  Stage stage(owned_town());
  const auto campaign = stage.open();
  stage.deputy("own", "lea");
  const auto as_own = stage.answers("lea", campaign, "ada", "K:H", Answer::keep, "own");
  ASSERT_FALSE(as_own);
  EXPECT_EQ(as_own.error().kind, ErrorKind::refused);
  // Nor who stands in for both.
  Stage both(owned_town());
  const auto second = both.open();
  both.deputy("lea", "adm");
  both.deputy("own", "adm");
  must(both.answers("adm", second, "ada", "K:H", Answer::keep, "lea"));
  EXPECT_EQ(both.answers("adm", second, "ada", "K:H", Answer::keep, "own").error().kind,
            ErrorKind::refused);
}

TEST(SecondReviewer, ACampaignWithoutItAsksTheLeaderAlone) {
  Stage stage(owned_town());
  CampaignPlan plan{"Efterår", "manager", day("2026-12-01")};
  plan.second_reviewer = false;
  const auto campaign =
      must(campaigns::open(stage.review().enter(stage.as("adm")), plan, later(1))).id;
  EXPECT_EQ(stage.list_of("own", campaign), "");
  must(stage.answers("lea", campaign, "ada", "K:H"));
  EXPECT_EQ(board_of(stage, campaign).answered, 1);
}

}  // namespace
}  // namespace rettesnor::review
