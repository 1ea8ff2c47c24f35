// Opening, signing off and closing: what stands, what is refused, what is never assumed.
#include "tests/review/review_words.h"

namespace rettesnor::review {
namespace {

TEST(Campaign, EverybodyWithRightsIsAskedAboutOnce) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  EXPECT_EQ(stage.list_of("lea", campaign), "ada bob");
  EXPECT_EQ(stage.list_of("boss", campaign), "lea");
  EXPECT_EQ(stage.list_of("adm", campaign), "boss");
  const Board board = must(stage.review().board(stage.as("adm"), campaign, later(2)));
  EXPECT_EQ(board.items, 5);
  ASSERT_EQ(board.left_out.size(), 1U);
  EXPECT_EQ(board.left_out.front().subject.ref, "adm");
  EXPECT_EQ(board.left_out.front().reason, "no_rights");
}

TEST(Campaign, OnlyReviewAdministratorsOpenOne) {
  Stage stage(small_town());
  const auto refused =
      stage.review().open(stage.as("boss"), {"Efterår", "manager", day("2026-12-01")}, later(1));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::refused);
}

TEST(Campaign, ItStaysWhatHistoryKnewWhenItWasOpened) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  Town after = small_town();
  after.with(person("eve").employed("Team"), member("eve", {"G"}));
  stage.changes(after, 24);
  EXPECT_EQ(stage.list_of("lea", campaign), "ada bob");
  stage.restart(25);
  EXPECT_EQ(stage.list_of("lea", campaign), "ada bob");
}

TEST(Campaign, AStaleSourceForbidsOpening) {
  Stage stage(small_town());
  const auto much_later = later(24 * 30);
  const CampaignPlan plan{"Efterår", "manager", day("2027-01-01")};
  const auto preflight = must(stage.review().preflight(stage.as("adm"), plan, much_later));
  EXPECT_EQ(preflight.refusals.size(), 2U);
  const auto refused = stage.review().open(stage.as("adm"), plan, much_later);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::refused);
  EXPECT_TRUE(must(stage.store().campaigns()).empty());
}

TEST(Campaign, AHoleAmongRightsForbidsOpeningAndARejectedRowDoesNot) {
  Stage stage(small_town());
  pull_all(stage.store(), small_town(), later(1), [](core::Pull& pull) {
    pull.add_rejected({"ansatte.csv", 7, "no name"});
  });
  must(stage.review().refresh(later(1)));
  const CampaignPlan plan{"Efterår", "manager", day("2026-12-01")};
  EXPECT_TRUE(must(stage.review().preflight(stage.as("adm"), plan, later(1))).refusals.empty());
  pull_all(stage.store(), small_town(), later(2), [](core::Pull& pull) {
    pull.add_gap({core::ObjectClass::entitlement, "page 2", "connection lost"});
  });
  must(stage.review().refresh(later(2)));
  EXPECT_FALSE(must(stage.review().preflight(stage.as("adm"), plan, later(2))).refusals.empty());
}

TEST(Campaign, SilenceNeverMeansKeep) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  must(stage.answers("lea", campaign, "ada", "K:G"));
  const auto unsigned_yet =
      stage.review().sign_off(stage.as("lea"), campaign, key_of("lea"), later(4));
  ASSERT_FALSE(unsigned_yet);
  EXPECT_EQ(unsigned_yet.error().kind, ErrorKind::conflict);
  const auto wordless = stage.review().close(stage.as("adm"), campaign, "", later(5));
  ASSERT_FALSE(wordless);
  EXPECT_EQ(wordless.error().kind, ErrorKind::invalid_input);
  const auto closed = must(stage.review().close(stage.as("adm"), campaign, "fristen", later(5)));
  EXPECT_EQ(closed.open_items_at_close, 4);
  EXPECT_EQ(must(stage.store().decisions(campaign)).size(), 1U);
}

TEST(Campaign, ASignedListStands) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  for (const char* right : {"K:G", "K:H"}) must(stage.answers("lea", campaign, "ada", right));
  must(stage.answers("lea", campaign, "bob", "K:G"));
  const auto receipt =
      must(stage.review().sign_off(stage.as("lea"), campaign, key_of("lea"), later(4)));
  EXPECT_EQ(receipt.items, 3);
  EXPECT_EQ(stage.answers("lea", campaign, "ada", "K:G", Answer::remove).error().kind,
            ErrorKind::refused);
  EXPECT_EQ(
      stage.review().sign_off(stage.as("lea"), campaign, key_of("lea"), later(5)).error().kind,
      ErrorKind::conflict);
  const Town after = small_town("n-boss");
  stage.changes(after, 24);
  EXPECT_EQ(stage.list_of("lea", campaign), "ada bob");
  stage.restart(25);
  EXPECT_TRUE(stage.page("lea", campaign, "ada").signed_off);
}

TEST(Campaign, WhoIsPassedOnAfterTheReceiptNeedsAnother) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  must(stage.answers("boss", campaign, "lea", "K:G"));
  must(stage.review().sign_off(stage.as("boss"), campaign, key_of("boss"), later(4)));
  const Town after = small_town("n-boss");
  stage.changes(after, 24);
  EXPECT_FALSE(stage.page("boss", campaign, "ada").signed_off);
  must(stage.answers("boss", campaign, "ada", "K:G"));
  const auto more = stage.review().sign_off(stage.as("boss"), campaign, key_of("boss"), later(26));
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().kind, ErrorKind::conflict);
}

TEST(Campaign, AClosedOneTakesNoAnswers) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  const auto given = stage.given("lea", campaign, "ada", "K:G", Answer::keep);
  must(stage.review().close(stage.as("adm"), campaign, "fristen", later(2)));
  EXPECT_EQ(stage.answer("lea", given).error().kind, ErrorKind::refused);
}

TEST(Campaign, TheNextOneShowsWhatWasAnsweredLastTime) {
  Stage stage(small_town());
  const auto first = stage.open();
  must(stage.answers("lea", first, "bob", "K:G", Answer::keep));
  must(stage.review().close(stage.as("adm"), first, "fristen", later(5)));
  const auto second = stage.open("adm", 6);
  const ReviewPage page = stage.page("lea", second, "bob");
  ASSERT_TRUE(page.rows.front().previous);
  EXPECT_FALSE(page.rows.front().decision);
  EXPECT_EQ(page.rows.front().previous->answer, Answer::keep);
  EXPECT_EQ(page.rows.front().previous_by_name, "lea");
}

/// Everybody whom a kind is about, and somebody whom it is not.
Town town_of_kinds() {
  Town town;
  town.with(unit("Top").led_by("n-boss"), unit("Team").under("Top").led_by("n-lea"),
            person("boss").employed("Top"), person("lea").employed("Team"),
            person("ada").employed("Team"), person("adm").employed("Top"),
            person("kai").elected("Byråd"), person("eva").engaged("vendor", "12345678", "n-lea"),
            person("rev").employed("Top"), appointed_as("IT-revisor", "rev"),
            appointed_as("Attesteringsadministrator", "adm"), group("G", "K"), group("P", "K"),
            privileged("K:P", "adm"));
  for (const char* who : {"boss", "lea", "ada", "adm", "kai", "eva"}) {
    town.with(account(who, "K").of(who).member_of("G"));
  }
  town.with(account("ada-p", "K").of("ada").member_of("P"),
            account("eva-p", "K").of("eva").member_of("P"));
  return town;
}

/// "boss: lea; adm: kai" and who was left out why.
std::string asked_in(Stage& stage, const std::string& kind) {
  CampaignPlan plan{kind, kind, day("2026-12-01")};
  plan.second_reviewer = false;
  const auto campaign = must(stage.review().open(stage.as("adm"), plan, later(1)));
  const Board board = must(stage.review().board(stage.as("adm"), campaign.id, later(1)));
  // Everybody is accounted for, and for a reason.
  const auto population = must(stage.review().population(stage.as("rev"), campaign.id, later(1)));
  EXPECT_TRUE(population.sums_to_zero) << kind;
  for (const PopulationPart& part : population.parts) EXPECT_FALSE(part.reason.empty()) << kind;
  std::map<std::string, std::string> lists;
  for (const Task& task : board.tasks) {
    for (const SubjectProgress& each : task.subjects) {
      lists[task.reviewer.key] += " " + each.subject.key;
    }
  }
  std::string told;
  for (const auto& [reviewer, people] : lists) told += reviewer + ":" + people + "; ";
  return told + std::to_string(board.items);
}

TEST(CampaignKinds, EachAsksAboutItsOwnPeopleAndNobodyAboutHerself) {
  Stage stage(town_of_kinds());
  EXPECT_EQ(asked_in(stage, "manager"),
            "HR/adm: HR/boss; HR/boss: HR/adm HR/lea; HR/lea: HR/ada; 5");
  EXPECT_EQ(asked_in(stage, "leaders"), "HR/adm: HR/boss; HR/boss: HR/lea; 2");
  EXPECT_EQ(asked_in(stage, "privileged"), "HR/lea: HR/ada HR/eva; 2");
  EXPECT_EQ(asked_in(stage, "external"), "HR/lea: HR/eva; 2");
  EXPECT_EQ(asked_in(stage, "elected"), "HR/adm: HR/kai; 1");
}

TEST(CampaignKinds, WhatALaterPolicyNoLongerAsksAboutIsNotClosedAsAnswered) {
  Stage stage(town_of_kinds());
  const auto campaign = must(
      stage.review().open(stage.as("adm"), {"Udvidet", "privileged", day("2026-12-01")}, later(1)));
  auto milder = town_of_kinds().policy();
  for (auto& rule : milder.entitlements) rule.privileged = false;
  // After a restart, under the policy of that day.
  Recertification again(stage.store(), copenhagen(),
                        std::make_shared<const policies::Policy>(std::move(milder)));
  must(again.refresh(later(2)));
  const auto adm = must(again.authority(key_of("adm"), later(2)));
  EXPECT_EQ(again.close(adm, campaign.id, "", later(3)).error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(
      must(again.close(adm, campaign.id, "politikken er ændret", later(3))).open_items_at_close, 2);
}

TEST(CampaignKinds, OneThatIsNotKnownIsRefused) {
  Stage stage(town_of_kinds());
  const CampaignPlan plan{"x", "whatever", day("2026-12-01")};
  EXPECT_EQ(stage.review().open(stage.as("adm"), plan, later(1)).error().kind,
            ErrorKind::unsupported);
  EXPECT_EQ(stage.review().preflight(stage.as("adm"), plan, later(1)).error().kind,
            ErrorKind::unsupported);
}

}  // namespace
}  // namespace rettesnor::review
