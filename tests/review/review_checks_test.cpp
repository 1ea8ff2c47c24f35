// What is found about reviews: each check fires on its story, and is silent beside it.
#include "review/checks/review_checks.h"

#include <gmock/gmock.h>

#include <fstream>
#include <regex>
#include <set>

#include "review/answers/answers.h"
#include "review/campaigns/campaigns.h"
#include "review/checks/findings.h"
#include "review/organisation/persons.h"
#include "tests/review/review_words.h"
#include "tests/support/places.h"
#include "tests/support/told_findings.h"
#include "words/findings.h"

namespace rettesnor::review {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::vector<core::Finding> found(Stage& stage, std::string_view code) {
  auto all = must(checks::find(stage.review().look()));
  std::erase_if(all, [&](const core::Finding& finding) { return finding.code != code; });
  return all;
}

/// "subject > object" of each finding with the code.
std::vector<std::string> told_of(Stage& stage, std::string_view code) {
  std::vector<std::string> told;
  for (const core::Finding& finding : found(stage, code)) {
    told.push_back(finding.subject.ref +
                   (finding.object.ref.empty() ? "" : " > " + finding.object.ref));
  }
  return told;
}

std::string danish(const core::Finding& finding) {
  return words::sentence(finding, words::Language::danish);
}

TEST(ReviewChecks, HoldExactlyWhatTheCatalogueAsksFor) {
  std::ifstream file(test::source_path("docs/checks.md"));
  std::set<std::string> documented;
  bool is_ours = false;
  const std::regex row(R"(^\| (\d+) \| ([A-Z0-9_]+) \|.*)");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("## ")) is_ours = line == "## Reviews";
    std::smatch match;
    if (is_ours && std::regex_match(line, match, row)) documented.insert(match[2]);
  }
  std::set<std::string> known;
  int previous = 0;
  for (const ReviewCheck& check : all_review_checks()) {
    known.emplace(check.code);
    const auto* words = words::words_of(check.code);
    ASSERT_NE(words, nullptr) << check.code;
    EXPECT_GT(words->number, previous) << check.code << " is out of order";
    previous = words->number;
    EXPECT_TRUE(check.clause.starts_with('P')) << check.code;
  }
  EXPECT_EQ(known, documented);
}

TEST(ReviewChecks, WithoutACampaignNothingIsFound) {
  Stage stage(small_town());
  std::set<std::string> ours;
  for (const ReviewCheck& check : all_review_checks()) ours.emplace(check.code);
  for (const core::Finding& finding : must(checks::find(stage.review().look()))) {
    EXPECT_FALSE(ours.contains(finding.code)) << danish(finding);
  }
}

TEST(ReviewSelfBlocked, ALeaderInHerOwnUnitIsMovedUpAndTheTopmostWeighsMore) {
  Stage stage(small_town());
  stage.open();
  EXPECT_THAT(told_of(stage, "REVIEW_SELF_BLOCKED"), UnorderedElementsAre("boss > 1", "lea > 1"));
  for (const core::Finding& finding : found(stage, "REVIEW_SELF_BLOCKED")) {
    const bool is_topmost = finding.subject.ref == "boss";
    EXPECT_EQ(finding.severity, is_topmost ? core::Severity::medium : core::Severity::notice);
    EXPECT_EQ(finding.evidence.at("asked_instead"), is_topmost ? "adm" : "boss");
  }
}

Town mutual_town() {
  return Town().with(unit("A").led_by("n-ada"), unit("B").led_by("n-bob"),
                     person("ada").employed("B"), person("bob").employed("A"),
                     person("adm").employed("A"), group("G", "K"), member("ada", {"G"}),
                     member("bob", {"G"}), member("adm", {"G"}),
                     appointed_as("Attesteringsadministrator", "adm"));
}

TEST(ReviewReciprocal, TwoWhoAreAskedAboutOneAnother) {
  Stage stage(mutual_town());
  stage.open();
  ASSERT_THAT(told_of(stage, "REVIEW_RECIPROCAL"), ElementsAre("ada > bob"));
  const core::Finding finding = found(stage, "REVIEW_RECIPROCAL").front();
  EXPECT_EQ(danish(finding), "ada og bob attesterer hinanden.");
  EXPECT_EQ(finding.evidence.at("how"), "asked");
}

TEST(ReviewReciprocal, TwoLeadersWhoStandInForOneAnother) {
  Stage stage(small_town());
  stage.open();
  const auto arrange = [&](const char* leader, const char* deputy, const char* from,
                           const char* to) {
    core::Deputyship wish;
    wish.leader = key_of(leader);
    wish.deputy = key_of(deputy);
    wish.from = day(from);
    wish.to = day(to);
    must(organisation::arrange_deputy(stage.review().enter(stage.as("adm")), wish, kMonday));
  };
  arrange("boss", "lea", "2026-11-02", "2026-11-08");
  EXPECT_THAT(told_of(stage, "REVIEW_RECIPROCAL"), IsEmpty());
  arrange("lea", "boss", "2026-11-09", "2026-11-15");
  EXPECT_THAT(told_of(stage, "REVIEW_RECIPROCAL"), ElementsAre("boss > lea"));
}

Town town_with_rights(int rights) {
  Town town = Town().with(unit("Top").led_by("n-boss"), person("boss").employed("Top"),
                          person("ada").employed("Top"), person("adm").employed("Top"),
                          appointed_as("Attesteringsadministrator", "adm"),
                          test::threshold("rubberstamp_rights", 5));
  Account ada = account("ada", "K").of("ada");
  for (int i = 0; i < rights; ++i) {
    const std::string name = "G" + std::to_string(i);
    town.with(group(name, "K"));
    ada.member_of(name);
  }
  return town.with(ada);
}

/// Keeps G0 … one after the other, `apart` seconds between two.
void keep_all(Stage& stage, core::CampaignId campaign, int rights, int apart) {
  for (int i = 0; i < rights; ++i) {
    const auto given =
        stage.given("boss", campaign, "ada", "K:G" + std::to_string(i), Answer::keep);
    must(answers::give(stage.review(), stage.as("boss"), given,
                       later(3) + std::chrono::seconds(i * apart)));
  }
}

TEST(ReviewRubberstamp, ManyKeepsInAShortTimeAreToldWithTheirSpan) {
  Stage stage(town_with_rights(6));
  keep_all(stage, stage.open(), 6, 10);
  ASSERT_THAT(told_of(stage, "REVIEW_RUBBERSTAMP"), ElementsAre("boss > 1"));
  const core::Finding finding = found(stage, "REVIEW_RUBBERSTAMP").front();
  EXPECT_EQ(danish(finding), "boss godkendte 6 rettigheder på 50 s; stikprøve anbefales.");
  EXPECT_EQ(finding.evidence.at("first"), "2026-11-02T10:00:00Z");
  EXPECT_EQ(finding.evidence.at("last"), "2026-11-02T10:00:50Z");
}

TEST(ReviewRubberstamp, TheSameKeepsWithTimeToLookAreFine) {
  Stage stage(town_with_rights(6));
  keep_all(stage, stage.open(), 6, 60);
  EXPECT_THAT(told_of(stage, "REVIEW_RUBBERSTAMP"), IsEmpty());
}

TEST(ReviewOverdue, AUnitWithUnansweredRightsAfterTheDeadlineAndNoOther) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  must(stage.answers("boss", campaign, "lea", "K:G"));
  for (const char* right : {"K:G", "K:H"}) must(stage.answers("lea", campaign, "ada", right));
  stage.changes(small_town(), 24 * 29);
  EXPECT_THAT(told_of(stage, "REVIEW_OVERDUE"), IsEmpty()) << "the deadline is today";
  stage.changes(small_town(), 24 * 32);
  ASSERT_THAT(told_of(stage, "REVIEW_OVERDUE"), UnorderedElementsAre("Team > 1", "Top > 1"));
  const core::Finding finding = found(stage, "REVIEW_OVERDUE").front();
  EXPECT_EQ(danish(finding), "Attesteringen for Team er 3 dage over fristen.");
  EXPECT_EQ(finding.evidence.at("unanswered"), "1");
  EXPECT_EQ(finding.evidence.at("deadline"), "2026-12-01");
}

Town town_without(std::string_view leaver) {
  Town town = Town().with(
      unit("Top").led_by("n-boss"),
      unit("Team").under("Top").led_by(leaver == "lea" ? "" : "n-lea"), unit("Side").under("Top"),
      person("boss").employed("Top"), person("ada").employed("Team"),
      person("bob").employed("Team"), person("adm").employed("Side"), group("G", "K"),
      group("H", "K"), member("boss", {"G"}), member("lea", {"G"}), member("ada", {"G", "H"}),
      member("bob", {"G"}), member("adm", {}), appointed_as("Attesteringsadministrator", "adm"));
  Person lea = person("lea").employed("Team");
  if (leaver == "lea") lea.until("2026-11-02");
  return town.with(lea);
}

TEST(ReviewerLeft, WhatWasAnsweredStaysAndTheRestIsPassedOn) {
  Stage stage(town_without(""));
  const auto campaign = stage.open();
  must(stage.answers("lea", campaign, "ada", "K:G"));
  EXPECT_THAT(told_of(stage, "REVIEWER_LEFT"), IsEmpty());
  stage.changes(town_without("lea"), 48);
  ASSERT_THAT(told_of(stage, "REVIEWER_LEFT"), ElementsAre("lea > boss"));
  const core::Finding finding = found(stage, "REVIEWER_LEFT").front();
  EXPECT_EQ(danish(finding), "lea er fratrådt; 2 punkter er givet videre til boss.");
  must(answers::give(stage.review(), stage.as("boss"),
                     stage.given("boss", campaign, "bob", "K:G", Answer::keep), later(50)));
  EXPECT_EQ(danish(found(stage, "REVIEWER_LEFT").front()), danish(finding))
      << "what was passed on does not shrink as it is answered";
}

TEST(DelegationInvalid, ADeputyWhoWouldAnswerAboutHisOwnLeader) {
  Stage stage(small_town());
  stage.open();
  stage.deputy("lea", "bob");
  EXPECT_THAT(told_of(stage, "DELEGATION_INVALID"), IsEmpty()) << "nobody above him is in lea's";
  stage.deputy("boss", "ada");
  ASSERT_THAT(told_of(stage, "DELEGATION_INVALID"), ElementsAre("ada > boss"));
  EXPECT_EQ(danish(found(stage, "DELEGATION_INVALID").front()),
            "Stedfortræderen ada må ikke attestere her (egen leder er på listen).");
}

TEST(DelegationInvalid, ADeputyWhoHasLeft) {
  Stage stage(small_town());
  stage.open();
  stage.deputy("lea", "bob");
  Town after = small_town();
  after.with(person("bob").employed("Team"));
  Town gone = Town().with(unit("Top").led_by("n-boss"), unit("Team").under("Top").led_by("n-lea"),
                          person("boss").employed("Top"), person("lea").employed("Team"),
                          person("bob").employed("Team").until("2026-11-02"),
                          person("adm").employed("Top"), group("G", "K"), member("lea", {"G"}),
                          appointed_as("Attesteringsadministrator", "adm"));
  stage.changes(gone, 48);
  ASSERT_THAT(told_of(stage, "DELEGATION_INVALID"), ElementsAre("bob > lea"));
  EXPECT_EQ(found(stage, "DELEGATION_INVALID").front().values.at("grund"), "fratrådt");
}

TEST(DelegationInvalid, AnAnswerOnADayWithoutAnArrangement) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  core::Decision decision;
  decision.campaign = campaign;
  decision.subject = key_of("ada");
  decision.entitlement = "K/G";
  decision.version = 1;
  decision.decided_by = key_of("bob");
  decision.on_behalf_of = key_of("lea");
  decision.decided_at = later(3);
  decision.idempotency_key = "written-past-the-door";
  must(stage.store().add_decision(decision, {audit::Kind::decision, key_of("bob"), {}}));
  ASSERT_THAT(told_of(stage, "DELEGATION_INVALID"), ElementsAre("bob > lea"));
}

TEST(ReviewStaleSnapshot, ARightThatIsGoneOrComesInAnotherWay) {
  Stage stage(small_town());
  stage.open();
  EXPECT_THAT(told_of(stage, "REVIEW_STALE_SNAPSHOT"), IsEmpty());
  Town after = Town().with(unit("Top").led_by("n-boss"), unit("Team").under("Top").led_by("n-lea"),
                           unit("Side").under("Top"), person("boss").employed("Top"),
                           person("lea").employed("Team"), person("ada").employed("Team"),
                           person("bob").employed("Team"), person("adm").employed("Side"),
                           group("G", "K"), group("H", "K"), member("boss", {"G"}),
                           member("lea", {"G"}), member("ada", {"G"}), member("bob", {"G"}),
                           account("bob2", "K").of("bob").member_of("G"), member("adm", {}),
                           appointed_as("Attesteringsadministrator", "adm"));
  stage.changes(after, 24);
  EXPECT_THAT(told_of(stage, "REVIEW_STALE_SNAPSHOT"),
              UnorderedElementsAre("ada > K:H", "bob > K:G"));
  for (const core::Finding& finding : found(stage, "REVIEW_STALE_SNAPSHOT")) {
    EXPECT_EQ(finding.evidence.at("change"), finding.subject.ref == "ada" ? "gone" : "accounts");
  }
}

TEST(CoverageGap, IsSilentUntilACampaignIsOverAndThenCountsWhatHasNoAnswer) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  must(stage.answers("lea", campaign, "ada", "K:G"));
  must(stage.answers("lea", campaign, "ada", "K:H", Answer::dont_know));
  EXPECT_THAT(told_of(stage, "COVERAGE_GAP"), IsEmpty());
  must(campaigns::close(stage.review().enter(stage.as("adm")), campaign, "fristen", later(5)));
  ASSERT_THAT(told_of(stage, "COVERAGE_GAP"), ElementsAre("K > review_months_ordinary"));
  const core::Finding finding = found(stage, "COVERAGE_GAP").front();
  EXPECT_EQ(danish(finding), "4 rettigheder er ikke attesteret inden for 12 måneder.");
  EXPECT_EQ(finding.evidence.at("never_reviewed"), "4");
}

TEST(CoverageGap, AnAnswerGetsTooOldAndANewRightHasTime) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  for (const char* right : {"K:G", "K:H"}) must(stage.answers("lea", campaign, "ada", right));
  must(stage.answers("lea", campaign, "bob", "K:G"));
  must(stage.answers("boss", campaign, "lea", "K:G"));
  must(stage.answers("adm", campaign, "boss", "K:G"));
  must(campaigns::close(stage.review().enter(stage.as("adm")), campaign, "", later(5)));
  EXPECT_THAT(told_of(stage, "COVERAGE_GAP"), IsEmpty());
  Town after = small_town();
  after.with(person("eve").employed("Team"), member("eve", {"G"}));
  stage.changes(after, 24 * 360);
  EXPECT_THAT(told_of(stage, "COVERAGE_GAP"), IsEmpty());
  stage.changes(after, 24 * 367);
  ASSERT_THAT(told_of(stage, "COVERAGE_GAP"), ElementsAre("K > review_months_ordinary"));
  EXPECT_EQ(found(stage, "COVERAGE_GAP").front().values.at("n"), "5");
}

TEST(ReviewChecks, TheUnionIsTrackedAndStaysTracked) {
  Stage stage(small_town());
  stage.open();
  must(checks::reconcile(stage.review().enter(), later(2)));
  const auto again = must(checks::reconcile(stage.review().enter(), later(3)));
  EXPECT_EQ(again.appeared, 0);
  EXPECT_EQ(again.resolved, 0);
  std::set<std::string> codes;
  for (const auto& tracked : must(stage.store().findings(store::Store::Which::open))) {
    codes.insert(tracked.finding.code);
  }
  EXPECT_TRUE(codes.contains("REVIEW_SELF_BLOCKED"));
  EXPECT_TRUE(codes.contains("POLICY_REASSESS_OVERDUE"));
}

}  // namespace
}  // namespace rettesnor::review
