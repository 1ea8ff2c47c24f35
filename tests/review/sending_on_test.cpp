// A row that is sent on, a colleague who is asked, and where both end.
#include "review/answers/answers.h"
#include "tests/review/review_words.h"

namespace rettesnor::review {
namespace {

Town colleagues() {
  Town town = small_town();
  town.with(person("cat").employed("Side"), person("dan").employed("Side"),
            person("eva").employed("Side"), person("fay").employed("Side"));
  return town;
}

TEST(SendingOn, TheRowIsAskedOfTheOtherAndTheRestStays) {
  Stage stage(colleagues());
  const auto campaign = stage.open();
  must(stage.forwards("lea", campaign, "ada", "K:G", "cat"));
  EXPECT_EQ(stage.list_of("cat", campaign), "ada");
  EXPECT_EQ(stage.page("cat", campaign, "ada").rows.size(), 1U);
  EXPECT_EQ(stage.page("lea", campaign, "ada").rows.size(), 1U);
  const ReviewRow row = stage.row("cat", campaign, "ada", "K:G");
  EXPECT_EQ(row.sent_by_name, "lea");
  EXPECT_EQ(row.sent_why, "hun ved det");
  EXPECT_TRUE(stage.as("cat").roles().contains(ProductRole::leader));
  must(stage.answers("cat", campaign, "ada", "K:G"));
  stage.restart(5);
  EXPECT_EQ(stage.row("cat", campaign, "ada", "K:G").decision->answer, Answer::keep);
}

TEST(SendingOn, WhoSentItCannotAnswerItAnyLonger) {
  Stage stage(colleagues());
  const auto campaign = stage.open();
  const auto given = stage.given("lea", campaign, "ada", "K:G", Answer::keep);
  must(stage.forwards("lea", campaign, "ada", "K:G", "cat"));
  EXPECT_EQ(stage.answer("lea", given).error().kind, ErrorKind::refused);
}

TEST(SendingOn, NeverToTheSubjectOneselfAStrangerOrWhoReportsToHer) {
  Stage stage(colleagues());
  const auto campaign = stage.open();
  EXPECT_EQ(stage.forwards("lea", campaign, "ada", "K:G", "ada").error().kind, ErrorKind::refused);
  EXPECT_EQ(stage.forwards("lea", campaign, "ada", "K:G", "lea").error().kind, ErrorKind::refused);
  EXPECT_EQ(stage.forwards("lea", campaign, "ada", "K:G", "nobody").error().kind,
            ErrorKind::invalid_input);
  EXPECT_EQ(stage.forwards("boss", campaign, "lea", "K:G", "bob").error().kind, ErrorKind::refused);
  auto wordless = stage.wish("lea", campaign, "ada", "K:G", "cat");
  wordless.text = " ";
  EXPECT_EQ(
      answers::forward(stage.review().enter(stage.as("lea")), wordless, later(3)).error().kind,
      ErrorKind::invalid_input);
  EXPECT_TRUE(must(stage.store().row_assignments(campaign)).empty());
}

TEST(SendingOn, TheAuditorIsNeverDrawnIn) {
  Town town = colleagues();
  town.with(appointed_as("it-revisor", "cat"), privileged("K:H", "cat", "dan"));
  Stage stage(town);
  const auto campaign = stage.open();
  EXPECT_EQ(stage.forwards("lea", campaign, "ada", "K:G", "cat").error().kind, ErrorKind::refused);
  EXPECT_EQ(stage.asks("lea", campaign, "ada", "K:G", "cat").error().kind, ErrorKind::refused);
  EXPECT_EQ(stage.row("lea", campaign, "ada", "K:H").other_reviewer, "dan");
  EXPECT_TRUE(stage.as("cat").roles().contains(ProductRole::auditor));
}

TEST(SendingOn, EndsAfterThreeHops) {
  Stage stage(colleagues());
  const auto campaign = stage.open();
  must(stage.forwards("lea", campaign, "ada", "K:G", "cat"));
  must(stage.forwards("cat", campaign, "ada", "K:G", "dan"));
  must(stage.forwards("dan", campaign, "ada", "K:G", "cat"));
  const auto fourth = stage.forwards("cat", campaign, "ada", "K:G", "dan");
  ASSERT_FALSE(fourth);
  EXPECT_EQ(fourth.error().kind, ErrorKind::refused);
  EXPECT_TRUE(stage.answers("cat", campaign, "ada", "K:G"));
}

TEST(SendingOn, AnAnswerThatOnlyPassedItOnCountsNoMore) {
  Stage stage(colleagues());
  const auto campaign = stage.open();
  must(stage.answers("lea", campaign, "ada", "K:G", Answer::not_mine));
  must(stage.forwards("lea", campaign, "ada", "K:G", "cat"));
  EXPECT_FALSE(stage.row("cat", campaign, "ada", "K:G").decision);
  must(stage.answers("lea", campaign, "ada", "K:H", Answer::keep));
  EXPECT_EQ(stage.forwards("lea", campaign, "ada", "K:H", "cat").error().kind, ErrorKind::conflict);
}

TEST(SendingOn, TheRowGoesBackWhenWhoGotItLeaves) {
  Stage stage(colleagues());
  const auto campaign = stage.open();
  must(stage.forwards("lea", campaign, "ada", "K:G", "cat"));
  Town after = small_town();
  after.with(person("cat").employed("Side").until("2026-11-01"));
  stage.changes(after, 24);
  EXPECT_EQ(stage.page("lea", campaign, "ada").rows.size(), 2U);
  EXPECT_EQ(must(stage.store().events_about(audit::Kind::row_returned, key_of("ada"), 5)).size(),
            1U);
}

TEST(SendingOn, TheSecondOfTwoIsNotWhomTheFirstMaySendItTo) {
  Town town = colleagues();
  town.with(privileged("K:H", "cat", "dan"));
  Stage stage(town);
  const auto campaign = stage.open();
  EXPECT_EQ(stage.forwards("lea", campaign, "ada", "K:H", "cat").error().kind, ErrorKind::refused);
  EXPECT_EQ(stage.forwards("cat", campaign, "ada", "K:H", "eva").error().kind, ErrorKind::refused);
}

TEST(Consulting, TheColleagueSeesTheRowAndWritesAndTheLeaderStillDecides) {
  Stage stage(colleagues());
  const auto campaign = stage.open();
  const auto asked = must(stage.asks("lea", campaign, "ada", "K:G", "cat"));
  EXPECT_EQ(stage.list_of("cat", campaign), "");
  ASSERT_EQ(must(answers::consultations(stage.review().look(stage.as("cat")))).size(), 1U);
  EXPECT_EQ(must(answers::consultation(stage.review().look(stage.as("cat")), asked.id)).row.ref,
            "K:G");
  EXPECT_EQ(answers::consultation(stage.review().look(stage.as("dan")), asked.id).error().kind,
            ErrorKind::refused);
  EXPECT_EQ(answers::advise(stage.review().enter(stage.as("dan")), asked.id, "nej", later(4))
                .error()
                .kind,
            ErrorKind::refused);
  must(answers::advise(stage.review().enter(stage.as("cat")), asked.id, "Hun bruger den dagligt.",
                       later(4)));
  EXPECT_EQ(answers::advise(stage.review().enter(stage.as("cat")), asked.id, "igen", later(4))
                .error()
                .kind,
            ErrorKind::conflict);
  EXPECT_TRUE(must(answers::consultations(stage.review().look(stage.as("cat")))).empty());
  stage.restart(5);
  const ReviewRow row = stage.row("lea", campaign, "ada", "K:G");
  ASSERT_EQ(row.consultations.size(), 1U);
  EXPECT_EQ(row.consultations.front().consultation.note, "Hun bruger den dagligt.");
  EXPECT_FALSE(row.decision);
  EXPECT_TRUE(stage.answers("lea", campaign, "ada", "K:G"));
}

TEST(Consulting, NobodyIsAskedAboutHerself) {
  Stage stage(colleagues());
  const auto campaign = stage.open();
  EXPECT_EQ(stage.asks("lea", campaign, "ada", "K:G", "ada").error().kind, ErrorKind::refused);
  must(stage.asks("lea", campaign, "ada", "K:G", "cat"));
  EXPECT_EQ(stage.asks("lea", campaign, "ada", "K:G", "cat").error().kind, ErrorKind::conflict);
}

}  // namespace
}  // namespace rettesnor::review
