// The fixture town can be reviewed: a campaign opens, everybody has somebody to ask, roles are
// held.
#include <gtest/gtest.h>

#include <set>

#include "policies/read_policy.h"
#include "review/accounts/accounts.h"
#include "review/campaigns/campaigns.h"
#include "review/desk.h"
#include "review/organisation/deeds.h"
#include "review/organisation/persons.h"
#include "store/store.h"
#include "tests/support/town_builder.h"
#include "tests/support/town_program.h"

namespace rettesnor::test {
namespace {

class TownReview : public ::testing::Test {
 protected:
  void SetUp() override {
    town_.walk();
    auto store = store::Store::open((town_.path() / "data" / "rettesnor.db").string());
    ASSERT_TRUE(store) << store.error().message;
    store_.emplace(std::move(*store));
    auto reading = policies::read_policy((town_.path() / "policies").string());
    ASSERT_TRUE(reading) << reading.error().message;
    review_.emplace(*store_, copenhagen(),
                    std::make_shared<const policies::Policy>(std::move(reading->policy)));
    const auto refreshed = review_->refresh(town_moment());
    ASSERT_TRUE(refreshed) << refreshed.error().message;
  }

  TownProgram town_;
  std::optional<store::Store> store_;
  std::optional<review::Desk> review_;
};

TEST_F(TownReview, ACampaignOpensAlthoughFourRowsWereSetAside) {
  std::optional<review::Authority> who;
  for (const review::PersonView& persona : review::accounts::personas(review_->look())) {
    const auto authority = review::organisation::authority(review_->look(), persona.key);
    ASSERT_TRUE(authority) << authority.error().message;
    if (review::may(*authority, review::Deed::open_campaigns)) who = *authority;
  }
  ASSERT_TRUE(who);
  const review::CampaignPlan plan{"Efterår 2026", "manager", day("2026-12-01")};
  const auto preflight = review::campaigns::preflight(review_->look(*who), plan, town_moment());
  ASSERT_TRUE(preflight) << preflight.error().message;
  EXPECT_TRUE(preflight->refusals.empty());
  EXPECT_TRUE(preflight->nobody_to_ask.empty());
  EXPECT_GT(preflight->subjects, 100);
  const auto campaign = review::campaigns::open(review_->enter(*who), plan, town_moment());
  ASSERT_TRUE(campaign) << campaign.error().message;
  const auto board = review::campaigns::board(review_->look(*who), campaign->id, town_moment());
  ASSERT_TRUE(board);
  EXPECT_EQ(board->items, preflight->items);
  for (const review::Task& task : board->tasks) {
    for (const review::SubjectProgress& subject : task.subjects) {
      EXPECT_NE(subject.subject.key, task.reviewer.key);
    }
  }
}

TEST_F(TownReview, ThePersonasHoldEveryRoleOfTheProduct) {
  std::set<std::string_view> held;
  const auto personas = review::accounts::personas(review_->look());
  EXPECT_EQ(personas.size(), 11U);
  for (const review::PersonView& persona : personas) {
    const auto authority = review::organisation::authority(review_->look(), persona.key);
    ASSERT_TRUE(authority) << persona.name << ": " << authority.error().message;
    for (const std::string_view name : review::names_beyond_user(authority->roles())) {
      held.insert(name);
    }
  }
  EXPECT_EQ(held.size(), 5U) << "and everybody is a user";
}

}  // namespace
}  // namespace rettesnor::test
