// The organisation's knots: rings, vacancies, reciprocal deputies, second accounts, two who are
// one, and a reviewer who leaves at any of 31 rows.
#include "review/answers/answers.h"
#include "review/campaigns/campaigns.h"
#include "review/organisation/moment.h"
#include "review/organisation/persons.h"
#include "tests/review/review_words.h"
#include "tests/support/error_words.h"

namespace rettesnor::review {
namespace {

enum class Lea { here, gone };

/// 31 rights of five people whom lea leads.
Town thirty_one(Lea lea = Lea::here) {
  Town town;
  town.with(unit("Top").led_by("n-boss"), unit("Team").under("Top").led_by("n-lea"), unit("Side"),
            person("boss").employed("Top"),
            lea == Lea::here ? person("lea").employed("Team")
                             : person("lea").employed("Team").until("2026-11-01"),
            person("adm").employed("Side"), appointed_as("Attesteringsadministrator", "adm"));
  for (int g = 0; g < 7; ++g) town.with(group("G" + std::to_string(g), "K"));
  int rows = 0;
  for (int p = 0; p < 5; ++p) {
    const std::string id = "p" + std::to_string(p);
    Account told = account(id, "K").of(id);
    for (int g = 0; g < 7 && rows < 31; ++g, ++rows) told.member_of("G" + std::to_string(g));
    town.with(person(id).employed("Team"), told);
  }
  return town;
}

struct Asked {
  std::string subject;
  ReviewRow row;
};

std::vector<Asked> rows_of(const Stage& stage, core::CampaignId campaign,
                           const std::string& reviewer) {
  std::vector<Asked> rows;
  for (int p = 0; p < 5; ++p) {
    const std::string subject = "p" + std::to_string(p);
    for (const ReviewRow& row : stage.page(reviewer, campaign, subject).rows) {
      rows.push_back({subject, row});
    }
  }
  return rows;
}

TEST(Standing, AReviewerWhoLeavesAtAnyOf31RowsLosesNothingAndLeavesNothingUnasked) {
  for (std::size_t k = 0; k <= 31; ++k) {
    Stage stage(thirty_one());
    const auto campaign = stage.open();
    const auto rows = rows_of(stage, campaign, "lea");
    ASSERT_EQ(rows.size(), 31U);
    for (std::size_t i = 0; i < k; ++i) {
      must(stage.answers("lea", campaign, rows[i].subject, rows[i].row.ref));
    }
    stage.changes(thirty_one(Lea::gone), 25);
    EXPECT_EQ(stage.list_of("boss", campaign).find("p0 p1 p2 p3 p4") == std::string::npos, false)
        << k;
    const Board board =
        must(campaigns::board(stage.review().look(stage.as("adm")), campaign, later(26)));
    EXPECT_EQ(board.answered, static_cast<int>(k));
    EXPECT_EQ(board.items, 31);
    for (const LeftOut& left : board.left_out) EXPECT_NE(left.reason, "nobody_to_ask") << k;
    int kept = 0;
    for (const Asked& asked : rows_of(stage, campaign, "boss")) kept += asked.row.decision ? 1 : 0;
    EXPECT_EQ(kept, static_cast<int>(k));
  }
}

TEST(Standing, AManagementRingOfThreeAsksSomebodyAboutEachOfThem) {
  Town town;
  town.with(unit("A").under("C").led_by("n-a"), unit("B").under("A").led_by("n-b"),
            unit("C").under("B").led_by("n-c"), unit("Side"), group("G", "K"));
  for (const char* id : {"a", "b", "c"}) {
    town.with(person(id).employed(id == std::string("a")   ? "A"
                                  : id == std::string("b") ? "B"
                                                           : "C"),
              member(id, {"G"}));
  }
  town.with(person("adm").employed("Side"), appointed_as("Attesteringsadministrator", "adm"));
  Stage stage(town);
  const auto campaign = stage.open();
  const Board board =
      must(campaigns::board(stage.review().look(stage.as("adm")), campaign, later(2)));
  EXPECT_EQ(board.items, 3);
  for (const Task& task : board.tasks) {
    for (const SubjectProgress& subject : task.subjects) {
      EXPECT_NE(subject.subject.key, task.reviewer.key);
    }
  }
}

TEST(Standing, TwoLeadersWhoStandInForEachOtherAreRefused) {
  Stage stage(small_town());
  stage.deputy("boss", "lea");
  core::Deputyship back;
  back.leader = key_of("lea");
  back.deputy = key_of("boss");
  back.from = day("2026-11-01");
  back.to = day("2026-12-31");
  back.reason = "ferie";
  const auto refused =
      organisation::arrange_deputy(stage.review().enter(stage.as("adm")), back, later(1));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::refused);
}

TEST(Standing, WhoOwnsTheGroupIsNotAskedAboutHerOwnMembershipOfIt) {
  Town town = small_town();
  town.with(privileged("K:J", "ada", ""), group("J", "K").owner("n-ada"),
            account("ada2", "K").of("ada").member_of("J"));
  Stage stage(town);
  const auto campaign = stage.open();
  EXPECT_EQ(stage.list_of("ada", campaign), "");
  const auto wish = stage.given("lea", campaign, "ada", "K:J", Answer::keep);
  auto own = wish;
  own.reviewer = key_of("ada");
  EXPECT_EQ(stage.answer("ada", own).error().kind, ErrorKind::refused);
  EXPECT_EQ(stage.answer("ada", wish).error().kind, ErrorKind::refused);
  EXPECT_TRUE(must(stage.store().decisions(campaign)).empty());
}

TEST(Standing, ARightThatComesByARoleOfTheOwnUnitIsNotHersToAnswer) {
  // lea has H through a group of the unit that she leads: an inherited right is her own all the
  // same.
  Town town = small_town();
  town.with(group("Team-role", "K").member_of("H"),
            account("lea2", "K").of("lea").member_of("Team-role"));
  Stage stage(town);
  const auto campaign = stage.open();
  EXPECT_EQ(stage.list_of("boss", campaign), "lea");
  const ReviewRow row = stage.row("boss", campaign, "lea", "K:H");
  EXPECT_FALSE(row.direct);
  stage.deputy("boss", "lea");
  const auto refused = stage.answers("lea", campaign, "lea", "K:H", Answer::keep, "boss");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::refused);
}

/// Somebody whom the schools' source tells of works in lea's team; with lea's number she is
/// lea.
Town with_a_second_source(std::string_view number) {
  Town town = small_town();
  town.with(source("SK", "SK"),
            person("two")
                .from("SK")
                .mail("two@skole.dk")
                .employed("Team")
                .number("n-two")
                .employed("Team")
                .number(number == "n-two" ? "n-two-2" : number),
            account("two", "K").employee_no("n-two").member_of("H"));
  return town;
}

TEST(Standing, TwoPersonsWhoTurnOutToBeOneAreOneForSelfReview) {
  Stage stage(with_a_second_source("n-two"));
  const auto campaign = stage.open();
  const ReviewPage page =
      must(answers::page(stage.review().look(stage.as("lea")), campaign, key_of("lea"), "SK/two"));
  ASSERT_EQ(page.rows.size(), 1U);
  stage.changes(with_a_second_source("n-lea"), 24);
  const auto merged = stage.review().now();
  ASSERT_EQ(merged->graph.person_by_employee_no("n-two"),
            merged->graph.person_by_employee_no("n-lea"))
      << "the town does not merge them";
  // The page that she still has open sends the key that was another's.
  GivenAnswer given;
  given.campaign = campaign;
  given.reviewer = key_of("lea");
  given.subject = "SK/two";
  given.entitlement = page.rows.front().entitlement_key;
  given.seen = page.rows.front().seen;
  given.comment = "fordi";
  given.idempotency_key = "answer-about-herself-1";
  const auto refused = stage.answer("lea", given);
  ASSERT_FALSE(refused);
  EXPECT_NE(test::english(refused.error()).find("their own rights"), std::string::npos)
      << test::english(refused.error());
  // Nor is she asked any longer: the row went to her own leader.
  EXPECT_EQ(stage.list_of("lea", campaign), "ada bob");
  EXPECT_EQ(stage.list_of("boss", campaign), "lea two");
  stage.deputy("boss", "lea");
  given.reviewer = key_of("boss");
  EXPECT_EQ(stage.answer("lea", given).error().kind, ErrorKind::refused);
  EXPECT_TRUE(must(stage.store().decisions(campaign)).empty());
}

}  // namespace
}  // namespace rettesnor::review
