// What an earlier campaign kept and is as it was; and what changed since the last one.
#include "review/answers/answers.h"
#include "review/campaigns/campaigns.h"
#include "tests/review/review_words.h"

namespace rettesnor::review {
namespace {

core::CampaignId closed_first(Stage& stage) {
  const auto first = stage.open();
  must(stage.answers("lea", first, "ada", "K:G", Answer::keep));
  must(stage.answers("lea", first, "ada", "K:H", Answer::remove));
  must(campaigns::close(stage.review().enter(stage.as("adm")), first, "fristen", later(5)));
  return first;
}

TEST(Carrying, WhatWasKeptAndIsAsItWasIsShownAndNotAsked) {
  Stage stage(small_town());
  closed_first(stage);
  const auto second = stage.open_carrying(6, 6);
  const ReviewPage page = stage.page("lea", second, "ada");
  ASSERT_EQ(page.rows.size(), 1U);
  EXPECT_EQ(page.rows.front().ref, "K:H") << "what was to be removed is asked again";
  ASSERT_EQ(page.carried.size(), 1U);
  EXPECT_EQ(page.carried.front().ref, "K:G");
  EXPECT_EQ(page.carried.front().previous_by_name, "lea");
  stage.restart(7);
  EXPECT_EQ(stage.page("lea", second, "ada").carried.size(), 1U);
  EXPECT_EQ(must(campaigns::board(stage.review().look(stage.as("adm")), second, later(8))).carried,
            1);
}

TEST(Carrying, WhatLooksOtherwiseIsAsked) {
  Stage stage(small_town());
  closed_first(stage);
  Town after = small_town();
  after.with(role("R1").unit("Team").expects("K:G"));
  // A colleague more has it: the row no longer shows what it showed.
  after.with(person("eve").employed("Team"), member("eve", {"G"}));
  stage.changes(after, 6);
  const auto second = stage.open_carrying(6, 7);
  EXPECT_EQ(stage.page("lea", second, "ada").rows.size(), 2U);
}

TEST(Carrying, WithoutTheChoiceEverythingIsAskedAndOldAnswersAreTooOld) {
  Stage stage(small_town());
  closed_first(stage);
  const auto second = stage.open("adm", 6);
  EXPECT_EQ(stage.page("lea", second, "ada").rows.size(), 2U);
  must(campaigns::close(stage.review().enter(stage.as("adm")), second, "fristen", later(7)));
}

TEST(Carrying, AnOpenCampaignIsNothingToBuildOn) {
  Stage stage(small_town());
  stage.open();
  CampaignPlan plan{"Næste", "manager", day("2026-12-01")};
  plan.carry_months = 6;
  EXPECT_EQ(campaigns::open(stage.review().enter(stage.as("adm")), plan, later(2)).error().kind,
            ErrorKind::refused);
  plan.carry_months = 25;
  EXPECT_EQ(campaigns::open(stage.review().enter(stage.as("adm")), plan, later(2)).error().kind,
            ErrorKind::invalid_input);
}

TEST(Carrying, APrivilegedRightIsAlwaysAsked) {
  Town town = small_town();
  town.with(person("own").employed("Side"), privileged("K:G", "own"));
  Stage stage(town);
  closed_first(stage);
  const auto second = stage.open_carrying(6, 6);
  EXPECT_EQ(stage.page("lea", second, "ada").carried.size(), 0U);
}

/// ada has lost H and got J since the first campaign.
Town moved_on() {
  return Town().with(unit("Top").led_by("n-boss"), unit("Team").under("Top").led_by("n-lea"),
                     unit("Side").under("Top"), person("boss").employed("Top"),
                     person("lea").employed("Team"), person("ada").employed("Team"),
                     person("bob").employed("Team"), person("adm").employed("Side"),
                     group("G", "K"), group("H", "K"), group("J", "K"), member("boss", {"G"}),
                     member("lea", {"G"}), member("ada", {"G", "J"}), member("bob", {"G", "H"}),
                     member("adm", {}), appointed_as("Attesteringsadministrator", "adm"));
}

TEST(Picture, SaysWhatCameAndWentSinceTheLastReview) {
  Stage stage(small_town());
  const auto first = stage.open();
  const auto nothing = must(
      answers::changes(stage.review().look(stage.as("lea")), first, key_of("lea"), key_of("ada")));
  EXPECT_FALSE(nothing.since);
  must(campaigns::close(stage.review().enter(stage.as("adm")), first, "fristen", later(5)));
  stage.changes(moved_on(), 24);
  const auto second = stage.open("adm", 25);
  const auto changes = must(
      answers::changes(stage.review().look(stage.as("lea")), second, key_of("lea"), key_of("ada")));
  ASSERT_EQ(changes.changes.size(), 2U);
  EXPECT_EQ(changes.campaign_name, "Efterår");
  EXPECT_EQ(changes.changes[0].ref, "K:J");
  EXPECT_EQ(changes.changes[0].what, RightChange::What::granted);
  EXPECT_EQ(changes.changes[1].ref, "K:H");
  EXPECT_EQ(changes.changes[1].what, RightChange::What::removed);
  EXPECT_EQ(
      answers::changes(stage.review().look(stage.as("bob")), second, key_of("lea"), key_of("ada"))
          .error()
          .kind,
      ErrorKind::refused);
}

TEST(Picture, ShowsWhatSomebodyElseDecides) {
  Town town = small_town();
  town.with(person("own").employed("Side"), privileged("K:H", "own"));
  Stage stage(town);
  const auto campaign = stage.open();
  RowWish wish = stage.wish("lea", campaign, "ada", "K:G", "bob");
  must(answers::forward(stage.review().enter(stage.as("lea")), wish, later(3)));
  const auto others = must(answers::other_rights(stage.review().look(stage.as("lea")), campaign,
                                                 key_of("lea"), key_of("ada")));
  ASSERT_EQ(others.size(), 1U);
  EXPECT_EQ(others.front().row.ref, "K:G");
  EXPECT_EQ(others.front().reason, "first");
  EXPECT_EQ(others.front().who, "bob");
  // Who is asked about a row alone does not get to see the rest of her.
  for (const char* other : {"own", "bob"}) {
    EXPECT_FALSE(stage.page(other, campaign, "ada").sees_person);
    EXPECT_EQ(answers::other_rights(stage.review().look(stage.as(other)), campaign, key_of(other),
                                    key_of("ada"))
                  .error()
                  .kind,
              ErrorKind::refused);
  }
}

}  // namespace
}  // namespace rettesnor::review
