// Who may answer what, and that an answer is kept once.
#include <thread>

#include "review/answers/answers.h"
#include "review/organisation/persons.h"
#include "tests/review/review_words.h"
#include "tests/support/error_words.h"

namespace rettesnor::review {
namespace {

TEST(Answering, AnAnswerIsKeptWithWhoGaveItAndWhen) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  const auto kept = must(stage.answers("lea", campaign, "ada", "K:G"));
  EXPECT_EQ(kept.version, 1);
  EXPECT_EQ(kept.decided_by, key_of("lea"));
  EXPECT_EQ(kept.on_behalf_of, "");
  stage.restart(4);
  const ReviewPage page = stage.page("lea", campaign, "ada");
  ASSERT_EQ(page.rows.size(), 2U);
  for (const ReviewRow& row : page.rows) {
    EXPECT_EQ(row.decision.has_value(), row.ref == "K:G");
  }
}

TEST(Answering, NobodyAnswersAboutHerself) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  stage.deputy("boss", "lea");
  const auto refused = stage.answers("lea", campaign, "lea", "K:G", Answer::keep, "boss");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::refused);
  EXPECT_TRUE(must(stage.store().decisions(campaign)).empty());
}

TEST(Answering, NobodyAnswersAboutHerselfThroughASecondAccount) {
  Town town = small_town();
  town.with(account("lea-admin", "K").of("lea").kind("admin").member_of("H"));
  Stage stage(town);
  EXPECT_EQ(must(organisation::person_of_login(stage.review().look(), "K/lea-admin")),
            key_of("lea"));
  const auto campaign = stage.open();
  stage.deputy("boss", "lea");
  const auto refused = stage.answers("lea", campaign, "lea", "K:H", Answer::keep, "boss");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::refused);
}

TEST(Answering, AnothersListIsRefused) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  auto given = stage.given("lea", campaign, "ada", "K:G", Answer::keep);
  const auto refused = stage.answer("bob", given);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::refused);
  given.reviewer = key_of("bob");
  EXPECT_EQ(stage.answer("bob", given).error().kind, ErrorKind::refused);
}

TEST(Answering, ADeputyActsOnBehalfAndTheDecisionSaysSo) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  stage.deputy("lea", "adm");
  const auto kept = must(stage.answers("adm", campaign, "ada", "K:G", Answer::keep, "lea"));
  EXPECT_EQ(kept.decided_by, key_of("adm"));
  EXPECT_EQ(kept.on_behalf_of, key_of("lea"));
  const auto event = must(audit::read_event(must(stage.store().events(0, 1)).front().bytes));
  EXPECT_EQ(event.actor, key_of("adm"));
  EXPECT_EQ(event.facts.at("on_behalf_of"), key_of("lea"));
}

TEST(Answering, ADeputyMayNotAnswerAboutHerOwnLeader) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  stage.deputy("boss", "bob");
  const auto refused = stage.answers("bob", campaign, "lea", "K:G", Answer::keep, "boss");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::refused);
  EXPECT_NE(test::english(refused.error()).find("their own manager"), std::string::npos);
}

TEST(Answering, ADeputyshipThatIsEndedCountsForNothing) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  stage.deputy("lea", "adm");
  const auto given = stage.given("adm", campaign, "ada", "K:G", Answer::keep, "lea");
  core::Deputyship end;
  end.leader = key_of("lea");
  end.deputy = key_of("adm");
  end.from = day("2026-11-01");
  end.ended_at = later(2);
  must(organisation::arrange_deputy(stage.review().enter(stage.as("lea")), end, later(2)));
  must(stage.review().refresh(later(3)));
  EXPECT_TRUE(stage.as("adm").stands_in_for().empty());
  EXPECT_EQ(stage.answer("adm", given).error().kind, ErrorKind::refused);
}

TEST(Answering, TwoPeopleAnsweringAtOnceTheSecondIsToldWhatHappened) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  stage.deputy("lea", "adm");
  const auto first = stage.given("lea", campaign, "ada", "K:G", Answer::remove);
  const auto second = stage.given("adm", campaign, "ada", "K:G", Answer::keep, "lea");
  must(stage.answer("lea", first));
  const auto conflict = stage.answer("adm", second);
  ASSERT_FALSE(conflict);
  EXPECT_EQ(conflict.error().kind, ErrorKind::conflict);
  EXPECT_NE(test::english(conflict.error()).find("lea"), std::string::npos);
  EXPECT_NE(test::english(conflict.error()).find("remove"), std::string::npos);
  EXPECT_NE(test::danish(conflict.error()).find("svarede \"fjern\""), std::string::npos);
  EXPECT_EQ(must(stage.store().decisions(campaign)).size(), 1U);
}

TEST(Answering, OfManyAtOnceOneWinsAndNoneIsLost) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  std::vector<GivenAnswer> wishes;
  for (int i = 0; i < 8; ++i) {
    wishes.push_back(stage.given("lea", campaign, "ada", "K:G", Answer::keep));
  }
  const Authority lea = stage.as("lea");
  std::atomic<int> kept = 0;
  std::vector<std::thread> threads;
  for (const GivenAnswer& wish : wishes) {
    threads.emplace_back(
        [&] { kept += answers::give(stage.review(), lea, wish, later(3)) ? 1 : 0; });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(kept, 1);
  EXPECT_EQ(must(stage.store().decisions(campaign)).size(), 1U);
}

TEST(Answering, TheSameKeyTwiceIsOneDecision) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  auto given = stage.given("lea", campaign, "ada", "K:G", Answer::keep);
  const auto first = must(stage.answer("lea", given));
  const auto second = must(answers::give(stage.review(), stage.as("lea"), given, later(9)));
  EXPECT_EQ(second.version, first.version);
  EXPECT_EQ(second.decided_at, first.decided_at);
  given.answer = Answer::remove;
  EXPECT_EQ(stage.answer("lea", given).error().kind, ErrorKind::conflict);
  auto other = stage.given("lea", campaign, "bob", "K:G", Answer::keep);
  other.idempotency_key = given.idempotency_key;
  EXPECT_EQ(stage.answer("lea", other).error().kind, ErrorKind::conflict);
  EXPECT_EQ(must(stage.store().decisions(campaign)).size(), 1U);
}

TEST(Answering, AChangeOfMindIsANewVersion) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  must(stage.answers("lea", campaign, "ada", "K:G", Answer::keep));
  EXPECT_EQ(must(stage.answers("lea", campaign, "ada", "K:G", Answer::remove)).version, 2);
  EXPECT_EQ(must(stage.store().decisions(campaign)).size(), 2U);
}

TEST(Answering, WhatThePageShowedMustStillBeSo) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  auto given = stage.given("lea", campaign, "ada", "K:G", Answer::keep);
  given.seen = std::string(64, '0');
  EXPECT_EQ(stage.answer("lea", given).error().kind, ErrorKind::conflict);
}

TEST(Answering, SomeAnswersNeedADayOrAReason) {
  Stage stage(small_town());
  const auto campaign = stage.open();
  auto given = stage.given("lea", campaign, "ada", "K:G", Answer::keep_until);
  EXPECT_EQ(stage.answer("lea", given).error().kind, ErrorKind::invalid_input);
  given.until = day("2026-11-02");
  EXPECT_EQ(stage.answer("lea", given).error().kind, ErrorKind::invalid_input);
  given.until = day("2027-11-03");
  EXPECT_EQ(stage.answer("lea", given).error().kind, ErrorKind::invalid_input);
  given.until = day("2027-11-02");
  must(stage.answer("lea", given));
  for (const Answer answer : {Answer::reduce, Answer::not_mine}) {
    auto wordless = stage.given("lea", campaign, "ada", "K:H", answer);
    wordless.comment = "  ";
    EXPECT_EQ(stage.answer("lea", wordless).error().kind, ErrorKind::invalid_input);
  }
}

TEST(Answering, BulkIsForGreenRowsAlone) {
  Town town = small_town();
  town.with(role("R1").unit("Team").expects("K:G"));
  Stage stage(town);
  const auto campaign = stage.open();
  auto green = stage.given("lea", campaign, "ada", "K:G", Answer::keep);
  auto other = stage.given("lea", campaign, "ada", "K:H", Answer::keep);
  green.manner = other.manner = core::Decision::Manner::bulk;
  EXPECT_TRUE(stage.answer("lea", green));
  EXPECT_EQ(stage.answer("lea", other).error().kind, ErrorKind::refused);
}

}  // namespace
}  // namespace rettesnor::review
