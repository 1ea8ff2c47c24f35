// Opening, signing off and closing: what stands, what is refused, what is never assumed.
#include "review/answers/answers.h"
#include "review/campaigns/campaigns.h"
#include "tests/review/review_words.h"

namespace rettesnor::review {
namespace {

TEST(Campaign, EverybodyWithRightsIsAskedAboutOnce) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  EXPECT_EQ(stage.list_of("lea", campaign), "ada bob");
  EXPECT_EQ(stage.list_of("boss", campaign), "lea");
  EXPECT_EQ(stage.list_of("adm", campaign), "boss");
  const Board board =
      must(campaigns::board(stage.review().look(stage.as("adm")), campaign, later(2)));
  EXPECT_EQ(board.items, 5);
  ASSERT_EQ(board.left_out.size(), 1U);
  EXPECT_EQ(board.left_out.front().subject.ref, "adm");
  EXPECT_EQ(board.left_out.front().reason, "no_rights");
}

TEST(Campaign, WhoHasNothingToDoHereBetweenTwoEngagementsIsInIt) {
  Town town = small_town();
  town.with(
      person("gap").employed("Team").until("2026-09-30").employed("Team").starting("2026-12-01"),
      member("gap", {"G"}), person("left").employed("Team").until("2026-09-30"),
      member("left", {"G"}));
  Stage stage(town);
  EXPECT_EQ(stage.list_of("lea", stage.open()), "ada bob gap");
}

TEST(Campaign, OnlyReviewAdministratorsOpenOne) {
  Stage stage(small_town());
  const auto refused = campaigns::open(stage.review().enter(stage.as("boss")),
                                       {"Efterår", "manager", day("2026-12-01")}, later(1));
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
  const auto preflight =
      must(campaigns::preflight(stage.review().look(stage.as("adm")), plan, much_later));
  EXPECT_EQ(preflight.refusals.size(), 2U);
  const auto refused = campaigns::open(stage.review().enter(stage.as("adm")), plan, much_later);
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
  EXPECT_TRUE(must(campaigns::preflight(stage.review().look(stage.as("adm")), plan, later(1)))
                  .refusals.empty());
  pull_all(stage.store(), small_town(), later(2), [](core::Pull& pull) {
    pull.add_gap({core::ObjectClass::entitlement, "page 2", "connection lost"});
  });
  must(stage.review().refresh(later(2)));
  EXPECT_FALSE(must(campaigns::preflight(stage.review().look(stage.as("adm")), plan, later(2)))
                   .refusals.empty());
}

TEST(Campaign, SilenceNeverMeansKeep) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  must(stage.answers("lea", campaign, "ada", "K:G"));
  const auto unsigned_yet =
      answers::sign_off(stage.review().enter(stage.as("lea")), campaign, key_of("lea"), later(4));
  ASSERT_FALSE(unsigned_yet);
  EXPECT_EQ(unsigned_yet.error().kind, ErrorKind::conflict);
  const auto wordless =
      campaigns::close(stage.review().enter(stage.as("adm")), campaign, "", later(5));
  ASSERT_FALSE(wordless);
  EXPECT_EQ(wordless.error().kind, ErrorKind::invalid_input);
  const auto closed =
      must(campaigns::close(stage.review().enter(stage.as("adm")), campaign, "fristen", later(5)));
  EXPECT_EQ(closed.open_items_at_close, 4);
  EXPECT_EQ(must(stage.store().decisions(campaign)).size(), 1U);
}

TEST(Campaign, ASignedListStands) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  for (const char* right : {"K:G", "K:H"}) must(stage.answers("lea", campaign, "ada", right));
  must(stage.answers("lea", campaign, "bob", "K:G"));
  const auto receipt = must(
      answers::sign_off(stage.review().enter(stage.as("lea")), campaign, key_of("lea"), later(4)));
  EXPECT_EQ(receipt.items, 3);
  EXPECT_EQ(stage.answers("lea", campaign, "ada", "K:G", Answer::remove).error().kind,
            ErrorKind::refused);
  EXPECT_EQ(
      answers::sign_off(stage.review().enter(stage.as("lea")), campaign, key_of("lea"), later(5))
          .error()
          .kind,
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
  must(answers::sign_off(stage.review().enter(stage.as("boss")), campaign, key_of("boss"),
                         later(4)));
  const Town after = small_town("n-boss");
  stage.changes(after, 24);
  EXPECT_FALSE(stage.page("boss", campaign, "ada").signed_off);
  must(stage.answers("boss", campaign, "ada", "K:G"));
  const auto more = answers::sign_off(stage.review().enter(stage.as("boss")), campaign,
                                      key_of("boss"), later(26));
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().kind, ErrorKind::conflict);
}

TEST(Campaign, AClosedOneTakesNoAnswers) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  const auto given = stage.given("lea", campaign, "ada", "K:G", Answer::keep);
  must(campaigns::close(stage.review().enter(stage.as("adm")), campaign, "fristen", later(2)));
  EXPECT_EQ(stage.answer("lea", given).error().kind, ErrorKind::refused);
}

TEST(Campaign, AClosedOneIsStillListedForThoseWhoWereAsked) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  stage.deputy("lea", "bob");
  must(campaigns::close(stage.review().enter(stage.as("adm")), campaign, "fristen", later(2)));
  const auto listed_for = [&](const char* who) {
    return must(campaigns::all(stage.review().look(stage.as(who)))).size();
  };
  for (const int hour : {3, 4}) {
    must(stage.review().refresh(later(hour)));
    EXPECT_EQ(listed_for("lea"), 1U);
    EXPECT_EQ(listed_for("bob"), 1U) << "a deputy sees what the leader was asked";
    EXPECT_EQ(listed_for("ada"), 0U);
    EXPECT_EQ(stage.list_of("lea", campaign), "ada bob") << "its room can still be entered";
  }
}

TEST(Campaign, TheNextOneShowsWhatWasAnsweredLastTime) {
  Stage stage(small_town());
  const auto first = stage.open();
  must(stage.answers("lea", first, "bob", "K:G", Answer::keep));
  must(campaigns::close(stage.review().enter(stage.as("adm")), first, "fristen", later(5)));
  const auto second = stage.open("adm", 6);
  const ReviewPage page = stage.page("lea", second, "bob");
  ASSERT_TRUE(page.rows.front().previous);
  EXPECT_FALSE(page.rows.front().decision);
  EXPECT_EQ(page.rows.front().previous->answer, Answer::keep);
  EXPECT_EQ(page.rows.front().previous_by_name, "lea");
}

}  // namespace
}  // namespace rettesnor::review
