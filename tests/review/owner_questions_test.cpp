// IT hands an account that nobody stands behind to who owns its system, and she answers.
#include <gtest/gtest.h>

#include "review/accounts/accounts.h"
#include "review/accounts/orphans.h"
#include "tests/review/order_words.h"

namespace rettesnor::review {
namespace {

using core::OwnerVerdict;

/// `scan` is nobody's, `old` was of somebody who left; `own` owns K, `ib` and `ida` are IT.
Town lost_town(const char* owner = "n-own") {
  Town town = order_town();
  town.with(account("scan", "K").member_of("G"), person("old").employed("Team").until("2026-09-30"),
            account("old", "K").of("old"),
            policy([owner](policies::Policy& p) { p.systems.front().owner = owner; }));
  return town;
}

class OwnerQuestions : public testing::Test {
 protected:
  explicit OwnerQuestions(const Town& town = lost_town()) : stage_(town) {}
  Desk& review() { return stage_.stage().review(); }
  std::string key_of_account(const std::string& ref) {
    for (const OrphanLine& line : must(accounts::orphans(review().look(stage_.as("ida"))))) {
      if (line.orphan.account.ref == ref) return line.orphan.account.key;
    }
    return {};
  }
  core::Result<core::OwnerQuestion> asks(const std::string& who, const std::string& ref) {
    return asks_about(who, key_of_account(ref), "Hvad er den til?");
  }
  core::Result<core::OwnerQuestion> asks_about(const std::string& who, const std::string& account,
                                               const std::string& words) {
    return accounts::ask_owner(review().enter(stage_.as(who)), account, words, later(1));
  }
  std::size_t waiting_for(const std::string& who) {
    return must(accounts::questions_to_owner(review().look(stage_.as(who)))).size();
  }
  /// The kind of refusal, or nothing.
  std::optional<ErrorKind> answers(const std::string& who, std::int64_t question,
                                   OwnerVerdict verdict, const char* until = nullptr,
                                   const std::string& words = "Scanner i borgerservice") {
    OwnerReply reply{question, verdict, std::nullopt, words};
    if (until != nullptr) reply.until = day(until);
    const auto done = accounts::answer_as_owner(review().enter(stage_.as(who)), reply, later(2));
    return done ? std::nullopt : std::optional(done.error().kind);
  }
  std::optional<OwnerWord> word_on(const std::string& ref) {
    for (const OrphanLine& line : must(accounts::orphans(review().look(stage_.as("ida"))))) {
      if (line.orphan.account.ref == ref) return line.owner_word;
    }
    return std::nullopt;
  }
  std::string newest_event() { return must(stage_.stage().store().events(0, 1)).front().kind; }

  OrderStage stage_;
};

TEST_F(OwnerQuestions, SheSeesWhatWaitsForHerAndNobodyElseDoes) {
  const auto question = must(asks("ida", "K/scan"));
  EXPECT_EQ(question.asked, key_of("own"));
  EXPECT_EQ(newest_event(), "owner_asked");
  for (const char* other : {"ida", "ib", "boss", "sif", "adm"}) EXPECT_EQ(waiting_for(other), 0U);
  const auto waiting = must(accounts::questions_to_owner(review().look(stage_.as("own"))));
  ASSERT_EQ(waiting.size(), 1U);
  EXPECT_EQ(waiting.front().orphan.account.ref, "K/scan");
  EXPECT_EQ(waiting.front().rights, std::vector<std::string>{"G"});
  EXPECT_EQ(waiting.front().question.words, "Hvad er den til?");
  ASSERT_TRUE(word_on("K/scan"));
  EXPECT_EQ(word_on("K/scan")->question.id, question.id);
  EXPECT_FALSE(word_on("K/scan")->question.answer);
  EXPECT_FALSE(word_on("K/old"));
}

TEST_F(OwnerQuestions, OnlyItAsksAndOnlyOnceAtATime) {
  EXPECT_EQ(asks("boss", "K/scan").error().kind, ErrorKind::refused);
  EXPECT_EQ(asks_about("ida", key_of_account("K/scan"), " ").error().kind,
            ErrorKind::invalid_input);
  EXPECT_EQ(asks_about("ida", "no account", "x").error().kind, ErrorKind::not_found);
  must(asks("ida", "K/scan"));
  EXPECT_EQ(asks("ib", "K/scan").error().kind, ErrorKind::conflict);
}

TEST_F(OwnerQuestions, SheAnswersForItUntilADay) {
  const auto question = must(asks("ida", "K/scan")).id;
  using enum OwnerVerdict;
  EXPECT_EQ(answers("boss", question, stands, "2026-12-31"), ErrorKind::not_found);
  EXPECT_EQ(answers("own", question, stands), ErrorKind::invalid_input);
  EXPECT_EQ(answers("own", question, stands, "2028-12-31"), ErrorKind::invalid_input);
  EXPECT_EQ(answers("own", question, stands, "2026-12-31", " "), ErrorKind::invalid_input);
  EXPECT_EQ(answers("own", question + 1, stands, "2026-12-31"), ErrorKind::not_found);
  EXPECT_EQ(answers("own", question, stands, "2026-12-31"), std::nullopt);
  EXPECT_EQ(newest_event(), "owner_answered");
  must(review().refresh(later(3)));
  EXPECT_EQ(key_of_account("K/scan"), "") << "it is no work any more";
  const auto accepted = must(accounts::accepted_accounts(review().look(stage_.as("ida"))));
  ASSERT_EQ(accepted.size(), 1U);
  EXPECT_EQ(accepted.front().answers.key, key_of("own"));
  EXPECT_EQ(accepted.front().decided_by, "ida") << "two people stand behind it";
  EXPECT_EQ(answers("own", question, close), ErrorKind::not_found) << "answered once";
}

TEST_F(OwnerQuestions, ClosingIsAnOrderThatSheAskedFor) {
  const auto question = must(asks("ida", "K/scan")).id;
  EXPECT_EQ(answers("own", question, OwnerVerdict::close), std::nullopt);
  EXPECT_EQ(waiting_for("own"), 0U);
  ASSERT_TRUE(word_on("K/scan")->question.answer);
  const auto proposed = must(stage_.orders().propose(Orders::Proposals::decisions, later(3)));
  ASSERT_EQ(proposed.size(), 1U);
  EXPECT_EQ(proposed.front().act, core::OrderAct::disable_account);
  EXPECT_EQ(proposed.front().account_ref, "K/scan");
  EXPECT_EQ(proposed.front().requested_by, key_of("own"));
  EXPECT_TRUE(must(stage_.orders().propose(Orders::Proposals::decisions, later(4))).empty());
  const auto herself = stage_.orders().approve(stage_.as("own"), proposed.front().id, "", later(4));
  ASSERT_FALSE(herself);
  EXPECT_EQ(herself.error().kind, ErrorKind::refused);
}

TEST_F(OwnerQuestions, WhatSheDoesNotKnowIsItsAgain) {
  const auto question = must(asks("ida", "K/scan")).id;
  EXPECT_EQ(answers("own", question, OwnerVerdict::unknown), std::nullopt);
  EXPECT_EQ(word_on("K/scan")->question.answer->words, "Scanner i borgerservice");
  EXPECT_EQ(word_on("K/scan")->answered_by, "own");
  EXPECT_TRUE(must(stage_.orders().propose(Orders::Proposals::decisions, later(3))).empty());
  must(asks("ib", "K/scan"));
  EXPECT_EQ(waiting_for("own"), 1U);
}

TEST_F(OwnerQuestions, AnAccountOfSomebodyWhoLeftDoesNotStandAsNobodys) {
  const auto question = must(asks("ida", "K/old")).id;
  EXPECT_EQ(answers("own", question, OwnerVerdict::stands, "2026-12-31"), ErrorKind::conflict);
  EXPECT_EQ(waiting_for("own"), 1U) << "a refused answer is none";
  EXPECT_EQ(answers("own", question, OwnerVerdict::close), std::nullopt);
}

TEST_F(OwnerQuestions, TheQuestionIsForWhoOwnsTheSystemByThen) {
  const auto question = must(asks("ida", "K/scan")).id;
  must(review().put_in_force(std::make_shared<const policies::Policy>(lost_town("n-bob").policy()),
                             later(3)));
  must(review().refresh(later(3)));
  EXPECT_EQ(waiting_for("own"), 0U);
  EXPECT_EQ(answers("own", question, OwnerVerdict::close), ErrorKind::not_found);
  EXPECT_EQ(waiting_for("bob"), 1U);
}

/// The owner is IT herself.
class OwnerIsIt : public OwnerQuestions {
 protected:
  OwnerIsIt() : OwnerQuestions(lost_town("n-ida")) {}
};
TEST_F(OwnerIsIt, NobodyAsksHerself) {
  EXPECT_EQ(asks("ida", "K/scan").error().kind, ErrorKind::refused);
  const auto question = must(asks("ib", "K/scan")).id;
  EXPECT_EQ(answers("ida", question, OwnerVerdict::close), std::nullopt);
}

/// Nobody owns the system.
class OwnerIsNobody : public OwnerQuestions {
 protected:
  OwnerIsNobody() : OwnerQuestions(lost_town("")) {}
};
TEST_F(OwnerIsNobody, SaysThatThereIsNobodyToAsk) {
  EXPECT_EQ(asks("ida", "K/scan").error().kind, ErrorKind::conflict);
}

}  // namespace
}  // namespace rettesnor::review
