// Who holds the desk, and what is read before it is taken.
#include "review/desk.h"

#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>
#include <thread>

#include "review/campaigns/campaigns.h"
#include "review/desk_state.h"
#include "review/organisation/deeds.h"
#include "tests/review/review_words.h"

namespace rettesnor::review {
namespace {

TEST(Desk, AThreadThatHoldsItIsToldSoAndDoesNotWaitForItself) {
  Stage stage(small_town());
  {
    const Read held = stage.review().look();
    EXPECT_THROW(stage.review().look(), std::logic_error);
    EXPECT_THROW(stage.review().enter(), std::logic_error);
  }
  EXPECT_NO_THROW(stage.review().look()) << "it was given back";
}

TEST(Desk, WhoMovesItOnHoldsItNoMore) {
  Stage stage(small_town());
  Read first = stage.review().look();
  {
    const Read second = std::move(first);
    EXPECT_THROW(stage.review().look(), std::logic_error);
  }
  EXPECT_NO_THROW(stage.review().look());
}

TEST(Desk, AnotherThreadWaitsUntilItIsGivenBack) {
  Stage stage(small_town());
  bool given_back = false;
  std::optional<Change> held = stage.review().enter();
  std::thread other([&] {
    const Read mine = stage.review().look();
    EXPECT_TRUE(given_back);
  });
  given_back = true;
  held.reset();
  other.join();
}

TEST(Desk, TheProgramItselfIsNobodyAndMayNothing) {
  Stage stage(small_town());
  const Read held = stage.review().look();
  EXPECT_TRUE(held.who().person().empty());
  for (const DeedRow& row : deeds()) EXPECT_FALSE(may(held.who(), row.deed)) << row.name;
}

TEST(Desk, AClosedCampaignIsReadBeforeTheDeskIsTaken) {
  Stage stage(small_town());
  const core::CampaignId campaign = stage.open();
  const Authority adm = stage.as("adm");
  must(campaigns::close(stage.review().enter(adm), campaign, "fristen", later(5)));
  stage.restart(6);
  Desk& desk = stage.review();
  {
    const Read held = desk.look(adm, campaign);
    EXPECT_TRUE(held->fetched.contains(campaign));
    EXPECT_FALSE(held->rooms.contains(campaign));
    EXPECT_EQ(must(campaigns::board(held, campaign, later(6))).items, 5);
    EXPECT_FALSE(held->fetched.contains(campaign)) << "its room has it";
  }
  EXPECT_TRUE(desk.look(adm, campaign)->fetched.empty()) << "the room is there";
  EXPECT_TRUE(desk.look(adm, core::CampaignId(99))->fetched.empty());
}

}  // namespace
}  // namespace rettesnor::review
