// What the oracle keeps waiting for a campaign, found once there is one: in the fixture town.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "policies/read_policy.h"
#include "review/accounts/accounts.h"
#include "review/answers/answers.h"
#include "review/campaigns/campaigns.h"
#include "review/checks/findings.h"
#include "review/desk.h"
#include "review/organisation/deeds.h"
#include "review/organisation/persons.h"
#include "tests/review/review_words.h"
#include "tests/support/town_builder.h"
#include "tests/support/town_program.h"

namespace rettesnor::test {
namespace {

constexpr const char* kRegnskab = "Personale/P0016";  // leads REGN and is employed there
constexpr const char* kGunnar = "Personale/P0022";    // works in REGN
constexpr const char* kPer = "Personale/P0071";       // leads FAM
constexpr const char* kEjnar = "Personale/P0078";     // leads PPR

class TownReviewFindings : public ::testing::Test {
 protected:
  void SetUp() override {
    town_.walk();
    store_.emplace(
        review::must(store::Store::open((town_.path() / "data" / "rettesnor.db").string())));
    auto reading = review::must(policies::read_policy((town_.path() / "policies").string()));
    review_.emplace(*store_, copenhagen(),
                    std::make_shared<const policies::Policy>(std::move(reading.policy)));
    ASSERT_TRUE(review_->refresh(town_moment()));
    for (const review::PersonView& persona : review::accounts::personas(review_->look())) {
      auto authority = review::must(review::organisation::authority(review_->look(), persona.key));
      if (review::may(authority, review::Deed::open_campaigns)) admin_ = authority;
    }
    before_ = review::must(review::checks::find(review_->look())).size();
    campaign_ = review::must(review::campaigns::open(
        review_->enter(*admin_), {"Efterår 2026", "manager", day("2026-12-01")}, town_moment()));
  }
  std::set<std::string> subjects(const std::string& code) {
    std::set<std::string> found;
    for (const core::Finding& finding : review::must(review::checks::find(review_->look()))) {
      if (finding.code == code) found.insert(finding.subject.ref);
    }
    return found;
  }
  void arrange(const std::string& leader, const std::string& deputy, const char* from,
               const char* to) {
    core::Deputyship wish;
    wish.leader = leader;
    wish.deputy = deputy;
    wish.from = day(from);
    wish.to = day(to);
    review::must(
        review::organisation::arrange_deputy(review_->enter(*admin_), wish, town_moment()));
  }
  /// Who is asked about a person.
  std::string reviewer_of(const std::string& subject) {
    for (const auto& row : review::must(store_->assignments(campaign_.id))) {
      if (row.subject == subject) return row.reviewer;
    }
    return {};
  }

  TownProgram town_;
  std::optional<store::Store> store_;
  std::optional<review::Desk> review_;
  std::optional<review::Authority> admin_;
  core::Campaign campaign_;
  std::size_t before_ = 0;
};

TEST_F(TownReviewFindings, LeadersInTheirOwnUnitsAreMovedUpAsTheOracleWaitsFor) {
  const auto oracle = nlohmann::json::parse(read_file(town_.path() / "expected.json"));
  const auto found = subjects("REVIEW_SELF_BLOCKED");
  for (const auto& row : oracle["waiting"]) {
    if (row["code"] != "REVIEW_SELF_BLOCKED") continue;
    EXPECT_TRUE(found.contains(row["subject"].get<std::string>())) << row.dump();
  }
  // Opening a campaign brings nothing but those.
  EXPECT_EQ(review::must(review::checks::find(review_->look())).size(), before_ + found.size());
}

TEST_F(TownReviewFindings, TheCommandTracksThemTooAndResolvesNone) {
  const std::size_t expected = review::must(review::checks::find(review_->look())).size();
  review_.reset();
  store_.reset();
  for (int times = 0; times < 2; ++times) {
    const Ran ran = town_.run({"reconcile", "--json"});
    ASSERT_EQ(ran.exit_code, 0) << ran.err;
    const auto told = nlohmann::json::parse(ran.out);
    EXPECT_EQ(told["resolved"], 0) << told.dump();
    EXPECT_EQ(told["new"] == 0, times == 1) << told.dump();
  }
  const auto exported = nlohmann::json::parse(town_.exported());
  EXPECT_EQ(exported["findings"].size(), expected);
  const Ran listed = town_.run({"findings", "list", "--code", "REVIEW_SELF_BLOCKED"});
  EXPECT_NE(listed.out.find("man kan ikke attestere"), std::string::npos) << listed.out;
}

TEST_F(TownReviewFindings, TwoLeadersWhoStandInForOneAnother) {
  arrange(kPer, kEjnar, "2026-11-02", "2026-11-08");
  EXPECT_EQ(subjects("REVIEW_RECIPROCAL"), std::set<std::string>{});
  arrange(kEjnar, kPer, "2026-11-09", "2026-11-15");
  EXPECT_EQ(subjects("REVIEW_RECIPROCAL"), std::set<std::string>{"P0071"});
}

TEST_F(TownReviewFindings, ADeputyWhoWouldBeAskedAboutHisOwnLeader) {
  arrange(reviewer_of(kRegnskab), kGunnar, "2026-11-02", "2026-11-08");
  EXPECT_EQ(subjects("DELEGATION_INVALID"), std::set<std::string>{"P0022"});
}

TEST_F(TownReviewFindings, AListThatIsKeptWithoutALook) {
  // The longest list of the town, kept with one second a right.
  const auto board =
      review::must(review::campaigns::board(review_->look(*admin_), campaign_.id, town_moment()));
  const auto longest =
      std::max_element(board.tasks.begin(), board.tasks.end(),
                       [](const auto& a, const auto& b) { return a.items < b.items; });
  ASSERT_GE(longest->items, 60);
  const std::string reviewer = longest->reviewer.key;
  const auto who = review::must(review::organisation::authority(review_->look(), reviewer));
  int at = 0;
  for (const review::SubjectProgress& subject : longest->subjects) {
    for (const review::ReviewRow& row :
         review::must(
             review::answers::page(review_->look(who), campaign_.id, reviewer, subject.subject.key))
             .rows) {
      review::GivenAnswer given;
      given.campaign = campaign_.id;
      given.reviewer = reviewer;
      given.subject = subject.subject.key;
      given.entitlement = row.entitlement_key;
      given.comment = "ok";
      given.seen = row.seen;
      given.idempotency_key = "answer-with-number-" + std::to_string(++at);
      review::must(
          review::answers::give(*review_, who, given, town_moment() + std::chrono::seconds(at)));
    }
  }
  EXPECT_EQ(subjects("REVIEW_RUBBERSTAMP"), std::set<std::string>{longest->reviewer.ref});
}

}  // namespace
}  // namespace rettesnor::test
