// What asks for a second person, whom a deputy counts as, what is done in part, and lists that were
// not read.
#include "review/answers/answers.h"
#include "tests/review/order_words.h"

namespace rettesnor::review {
namespace {

Piece threshold(const char* name, std::int64_t value) {
  return policy([name, value](policies::Policy& p) {
    p.thresholds.push_back({name, value, day("2026-01-01"), {}});
  });
}

std::vector<core::Order> proposed(OrderStage& stage, int hours) {
  return must(stage.orders().propose(Orders::Proposals::decisions_and_leavers, later(hours)));
}

const core::Order& order_of(const std::vector<OrderStory>& stories, core::OrderId id) {
  for (const OrderStory& story : stories) {
    if (story.order.id == id) return story.order;
  }
  throw std::runtime_error("no such order");
}

/// Takes two who approve; `risk` says why.
void takes_two(OrderStage& stage, core::OrderId order, const std::string& risk, int hours) {
  const auto stories = stage.orders().stories();
  EXPECT_EQ(order_of(stories, order).risks, risk);
  EXPECT_EQ(order_of(stories, order).approvals, 2);
  must(stage.orders().approve(stage.as("sif"), order, "", later(hours)));
  EXPECT_EQ(stage.state(order), "requested");
  EXPECT_TRUE(stage.run(hours).empty()) << "one approval carried it out";
  EXPECT_EQ(stage.orders().approve(stage.as("sif"), order, "", later(hours)).error().kind,
            ErrorKind::refused);
  must(stage.orders().approve(stage.as("own"), order, "", later(hours)));
  EXPECT_EQ(stage.state(order), "approved");
  ASSERT_EQ(stage.run(hours).size(), 1U);
  EXPECT_EQ(stage.state(order), "carried_out");
}

TEST(OrderRules, ManyWithinAnHourTakeTwoWhoApproveEach) {
  Town town = order_town({"ada", "bob", "own"});
  town.with(threshold("orders_bulk_per_hour", 1));
  OrderStage stage(town);
  const core::OrderId first = stage.asked("lea", 1);
  const core::OrderId second = must(stage.ask("lea", 1, "bob")).front().id;
  const auto stories = stage.orders().stories();
  EXPECT_EQ(order_of(stories, first).risks, "") << "the limit itself is not beyond it";
  EXPECT_EQ(order_of(stories, first).approvals, 1);
  takes_two(stage, second, "bulk", 2);
  const core::OrderId later_one = must(stage.ask("ib", 3, "own")).front().id;
  EXPECT_EQ(order_of(stage.orders().stories(), later_one).risks, "") << "the hour is over";
}

TEST(OrderRules, ManyProposedAtOnceAreWeighedTogether) {
  Town town = order_town({});
  town.with(threshold("orders_bulk_per_hour", 1));
  for (const char* who : {"pia", "per"}) {
    town.with(person(who).employed("Team").until("2026-10-01"), account(who, "K").of(who));
  }
  OrderStage stage(town);
  const auto orders = proposed(stage, 1);
  ASSERT_EQ(orders.size(), 2U);
  for (const core::Order& each : orders) {
    EXPECT_EQ(each.risks, "bulk") << each.account_ref;
    EXPECT_EQ(each.approvals, 2) << each.account_ref;
  }
}

/// A vendor's person with an agreement that ends then.
Town vendor_town(const char* ends) {
  Town town = order_town();
  town.with(person("ven").engaged("vendor", "12345678"),
            account("ven", "K").of("ven").kind("vendor").member_of("H"),
            policy([ends](policies::Policy& p) {
              policies::Agreement agreement;
              agreement.id = "A-1";
              agreement.vendor = "12345678";
              agreement.valid_from = day("2026-01-01");
              agreement.valid_to = day(ends);
              p.agreements.push_back(agreement);
            }));
  return town;
}

TEST(OrderRules, AVendorsPersonWithAnAgreementThatRunsTakesTwoWhoApprove) {
  OrderStage stage(vendor_town("2026-11-02"));
  stage.directory().write({"ven", "ven H"});
  takes_two(stage, must(stage.ask("ib", 1, "ven")).front().id, "vendor", 2);
  EXPECT_FALSE(stage.directory().has("ven H"));
}

TEST(OrderRules, AVendorsPersonWhoseAgreementIsOverTakesOne) {
  OrderStage stage(vendor_town("2026-11-01"));
  const core::Order order = must(stage.ask("ib", 1, "ven")).front();
  EXPECT_EQ(order.risks, "");
  EXPECT_EQ(order.approvals, 1);
}

/// Her leader answers that ada's H goes, and signs; gives the order that follows.
core::Order signed_for(OrderStage& stage, const std::string& who = "lea") {
  Stage& reviews = stage.stage();
  const auto campaign = reviews.open();
  must(reviews.answers(who, campaign, "ada", "K:G", Answer::keep, "lea"));
  must(reviews.answers(who, campaign, "ada", "K:H", Answer::remove, "lea"));
  must(reviews.answers(who, campaign, "bob", "K:G", Answer::keep, "lea"));
  must(answers::sign_off(reviews.review().enter(reviews.as(who)), campaign, key_of("lea"),
                         later(4)));
  const auto orders = proposed(stage, 5);
  if (orders.size() != 1U) throw std::runtime_error("not one order");
  return orders.front();
}

TEST(OrderRules, ThePolicyFileApprovesPlainRemovalsOnlyWhereItSaysSo) {
  {
    OrderStage stage;
    EXPECT_EQ(stage.state(signed_for(stage).id), "requested") << "not by default";
  }
  Town town = order_town();
  town.with(threshold("orders_policy_approves", 1));
  OrderStage stage(town);
  const core::Order order = signed_for(stage);
  EXPECT_EQ(order.approvals, 0);
  EXPECT_EQ(stage.state(order.id), "approved");
  const auto stories = stage.orders().stories();
  EXPECT_EQ(stories.front().steps.front().actor, core::kPolicyFile);
  EXPECT_EQ(stage.run(6).front().outcome, RunLine::Outcome::done);
  EXPECT_FALSE(stage.directory().has("ada H"));
}

TEST(OrderRules, ThePolicyFileApprovesNothingElse) {
  {
    Town town = order_town();
    town.with(threshold("orders_policy_approves", 1));
    OrderStage stage(town);
    EXPECT_EQ(stage.state(stage.asked()), "requested") << "nobody signed for it";
    EXPECT_EQ(stage.state(must(stage.ask("lea", 1, "bob", "")).front().id), "requested");
  }
  Town town = order_town({"ada", "bob"});
  town.with(threshold("orders_policy_approves", 1),
            test::about("K:H", [](policies::EntitlementRule& rule) { rule.privileged = true; }));
  OrderStage stage(town);
  const auto campaign = stage.stage().open();
  for (const char* right : {"K:G", "K:H"}) {
    must(stage.stage().answers("lea", campaign, "ada", right,
                               std::string(right) == "K:H" ? Answer::remove : Answer::keep));
    must(stage.stage().answers("lea", campaign, "bob", right));
  }
  must(answers::sign_off(stage.stage().review().enter(stage.as("lea")), campaign, key_of("lea"),
                         later(4)));
  const auto orders = proposed(stage, 5);
  ASSERT_EQ(orders.size(), 1U);
  EXPECT_EQ(orders.front().risks, "privileged");
  EXPECT_EQ(orders.front().approvals, 2);
  EXPECT_EQ(stage.state(orders.front().id), "requested");
}

TEST(OrderRules, ASmallerRightIsOneTaskByHandWhateverThePaths) {
  Town town = order_town({});
  town.with(group("In", "K").member_of("H"), person("eva").employed("Team"),
            account("eva", "K").of("eva").member_of("H").member_of("In"));
  OrderStage stage(town);
  stage.directory().write({"eva H", "eva In"});
  const auto campaign = stage.stage().open();
  for (const char* who : {"ada", "bob"}) must(stage.stage().answers("lea", campaign, who, "K:G"));
  must(stage.stage().answers("lea", campaign, "eva", "K:In"));
  must(stage.stage().answers("lea", campaign, "eva", "K:H", Answer::reduce));
  must(answers::sign_off(stage.stage().review().enter(stage.as("lea")), campaign, key_of("lea"),
                         later(4)));
  const auto orders = proposed(stage, 5);
  ASSERT_EQ(orders.size(), 1U);
  EXPECT_EQ(orders.front().act, core::OrderAct::manual);
  EXPECT_EQ(orders.front().instruction, "fordi") << "what she wrote of the smaller right";
  EXPECT_TRUE(proposed(stage, 6).empty());
  must(stage.orders().approve(stage.as("sif"), orders.front().id, "", later(6)));
  EXPECT_TRUE(stage.run(7).empty()) << "only a person knows what the smaller right is";
  EXPECT_EQ(stage.directory().writes, 0);
  must(stage.orders().report(stage.as("ida"), orders.front().id, {"fik opslag"}, later(8)));
  EXPECT_EQ(stage.state(orders.front().id), "carried_out");
  stage.changes(town, 9);
  must(stage.orders().prove(later(9)));
  EXPECT_EQ(stage.state(orders.front().id), "still_effective");
}

/// The security lead stands in for ada's leader and for that one's leader; both leaders could do
/// everything else.
Town deputy_town() {
  Town town = order_town();
  for (const char* who : {"lea", "sif"}) {
    town.with(appointed_as("It-drift", who), appointed_as("Informationssikkerhedsleder", who));
  }
  return town;
}

TEST(OrderRules, ADeputyAndWhomSheStandsInForAreOnePart) {
  OrderStage stage(deputy_town());
  stage.stage().deputy("lea", "sif");
  stage.stage().deputy("boss", "sif");
  const core::Order order = signed_for(stage, "sif");
  EXPECT_EQ(order.requested_by, key_of("sif"));
  EXPECT_EQ(order.requested_for, key_of("lea"));
  for (const char* who : {"sif", "lea"}) {
    const auto refused = stage.orders().approve(stage.as(who), order.id, "", later(6));
    ASSERT_FALSE(refused) << who;
    EXPECT_EQ(refused.error().kind, ErrorKind::refused) << who;
    EXPECT_EQ(stage.state(order.id), "requested") << who;
  }
  must(stage.orders().approve(stage.as("boss"), order.id, "", later(6)));
  for (const char* who : {"sif", "lea"}) {
    EXPECT_EQ(stage.run(7, who).front().outcome, RunLine::Outcome::held) << who;
  }
  EXPECT_EQ(stage.directory().writes, 0);
  EXPECT_EQ(stage.run(7).front().outcome, RunLine::Outcome::done);
}

TEST(OrderRules, TheDatabaseCountsADeputyAsBoth) {
  OrderStage stage(deputy_town());
  stage.stage().deputy("lea", "sif");
  const core::Order order = signed_for(stage, "sif");
  core::OrderStep step;
  step.order = order.id;
  step.number = 1;
  step.kind = core::OrderStep::Kind::approved;
  step.at = later(6);
  for (const char* who : {"sif", "lea"}) {
    step.actor = key_of(who);
    EXPECT_FALSE(
        stage.stage().store().add_order_step(step, {audit::Kind::order_approved, step.actor, {}}))
        << who;
  }
  step.actor = key_of("boss");
  EXPECT_TRUE(
      stage.stage().store().add_order_step(step, {audit::Kind::order_approved, step.actor, {}}));
}

TEST(OrderRules, AnAccountThatWasRenamedSinceItWasAskedForIsNotTouched) {
  OrderStage stage;
  const core::OrderId order = stage.approved();
  stage.directory().renamed["ada"] = "adam";
  const auto lines = stage.run();
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines.front().outcome, RunLine::Outcome::failed);
  EXPECT_NE(lines.front().sentence.find("adam"), std::string::npos) << lines.front().sentence;
  EXPECT_EQ(stage.directory().writes, 0);
  EXPECT_TRUE(stage.directory().has("ada H"));
  EXPECT_EQ(stage.state(order), "failed");
  EXPECT_TRUE(stage.run(30).empty()) << "people must look first";
  EXPECT_EQ(stage.orders().undo(stage.as("ib"), order, "fortryd", later(31)).error().kind,
            ErrorKind::conflict)
      << "there is nothing to put back";
}

/// Her account is closed, and H cannot be seen.
Town blind_to_h() {
  Town town = order_town({}, "H");
  town.with(person("pia").employed("Team").until("2026-10-01"),
            account("pia", "K").of("pia").disabled());
  return town;
}

/// Pia has left; her account is closed and on these lists.
Town leaver_town(std::initializer_list<std::string> lists, bool closed = true) {
  Town town = order_town({"ada", "bob"});
  Account pia = account("pia", "K").of("pia");
  if (closed) pia.disabled();
  for (const std::string& list : lists) pia.member_of(list);
  town.with(person("pia").employed("Team").until("2026-10-01"), pia);
  return town;
}

constexpr int kAfterGrace = 24 * 40;

/// Her account was closed and proved so, the grace is over, and the stripping is approved.
class OrderStrips : public testing::Test {
 protected:
  OrderStrips() : stage_(leaver_town({"G", "H"}, false)) {
    stage_.directory().write({"pia", "pia G", "pia H"});
    const core::OrderId close = proposed(stage_, 1).front().id;
    must(stage_.orders().approve(stage_.as("sif"), close, "", later(2)));
    stage_.run(3);
    reads(leaver_town({"G", "H"}), 5);
    stage_.changes(leaver_town({"G", "H"}), kAfterGrace);
    strip_ = proposed(stage_, kAfterGrace).front().id;
    must(stage_.orders().approve(stage_.as("sif"), strip_, "", later(kAfterGrace)));
  }
  void reads(const Town& town, int hours) {
    stage_.changes(town, hours);
    must(stage_.orders().prove(later(hours)));
  }
  RunLine run(int hours = kAfterGrace + 1) {
    const auto lines = stage_.run(hours);
    if (lines.size() != 1U) throw std::runtime_error("not one line");
    return lines.front();
  }
  std::string state() const { return stage_.state(strip_); }
  core::OrderId undone(int hours) {
    const auto undo = must(stage_.orders().undo(stage_.as("ib"), strip_, "fortryd", later(hours)));
    must(stage_.orders().approve(stage_.as("sif"), undo.id, "", later(hours)));
    stage_.run(hours);
    return undo.id;
  }

  OrderStage stage_;
  core::OrderId strip_{0};
};

TEST_F(OrderStrips, WhatIsDoneInPartIsNotCalledDoneAndCanBePutBack) {
  stage_.directory().locked = {"H"};
  const RunLine line = run();
  EXPECT_EQ(line.outcome, RunLine::Outcome::failed);
  EXPECT_NE(line.sentence.find("not all is done: H"), std::string::npos) << line.sentence;
  EXPECT_EQ(stage_.directory().read(), (std::set<std::string>{"pia H"}));
  EXPECT_EQ(state(), "failed");
  stage_.restart(kAfterGrace + 2);
  EXPECT_EQ(state(), "failed");
  EXPECT_TRUE(stage_.run(kAfterGrace + 30).empty()) << "people must look first";
  reads(leaver_town({"H"}), kAfterGrace + 31);
  EXPECT_EQ(state(), "failed") << "a reading does not make it done";
  const core::OrderId undo = undone(kAfterGrace + 32);
  EXPECT_EQ(stage_.state(undo), "carried_out");
  EXPECT_EQ(stage_.directory().read(), (std::set<std::string>{"pia G", "pia H"}));
}

TEST_F(OrderStrips, ThePrimaryGroupStaysAndIsNothingLeft) {
  stage_.directory().kept = "S";
  EXPECT_EQ(run().outcome, RunLine::Outcome::done);
  reads(leaver_town({"G", "S"}), kAfterGrace + 2);
  EXPECT_EQ(state(), "still_effective") << "G is no primary group";
  reads(leaver_town({"S"}), kAfterGrace + 3);
  EXPECT_EQ(state(), "verified");
}

TEST_F(OrderStrips, APrimaryGroupThatIsPrivilegedIsARightLikeOthers) {
  stage_.directory().kept = "S";
  EXPECT_EQ(run().outcome, RunLine::Outcome::done);
  const Town privileged_town = leaver_town({"S"}).with(privileged("K:S", "own"));
  must(stage_.stage().review().put_in_force(
      std::make_shared<const policies::Policy>(privileged_town.policy()), later(kAfterGrace + 2)));
  reads(privileged_town, kAfterGrace + 2);
  EXPECT_EQ(state(), "still_effective");
}

TEST_F(OrderStrips, WhereNothingButThePrimaryGroupIsLeftThereIsNothingToPutBack) {
  stage_.directory().kept = "S";
  stage_.directory().write({});
  EXPECT_EQ(run().outcome, RunLine::Outcome::done);
  EXPECT_EQ(
      stage_.orders().undo(stage_.as("ib"), strip_, "fortryd", later(kAfterGrace + 2)).error().kind,
      ErrorKind::conflict);
  reads(leaver_town({"S"}), kAfterGrace + 3);
  EXPECT_EQ(state(), "verified");
}

TEST_F(OrderStrips, WhatIsPutBackIsWhatStoodThereWhenItWasTaken) {
  stage_.directory().write({"pia H", "pia S"});  // not as when it was asked for
  EXPECT_EQ(run().outcome, RunLine::Outcome::done);
  EXPECT_TRUE(stage_.directory().read().empty());
  const core::OrderId undo = undone(kAfterGrace + 2);
  EXPECT_EQ(stage_.directory().read(), (std::set<std::string>{"pia H", "pia S"}));
  reads(leaver_town({"H"}), kAfterGrace + 3);
  EXPECT_EQ(stage_.state(undo), "carried_out") << "not all of it is back";
  reads(leaver_town({"H", "S"}), kAfterGrace + 4);
  EXPECT_EQ(stage_.state(undo), "verified") << "her account is closed as before";
}

/// Pia's account, and what HR says of her now.
Town pia_town(const Piece& told) {
  Town town = order_town({"ada", "bob"});
  town.with(account("pia", "K").of("pia"), told);
  return town;
}

TEST(OrderRules, WhoWasToldAsLeavingAndIsDroppedIsClosedAndWhoVanishesIsNot) {
  OrderStage told(pia_town(person("pia").employed("Team").until("2026-10-20")));
  told.stage().changes(pia_town({}), 1);
  EXPECT_EQ(proposed(told, 1).size(), 1U);
  OrderStage vanished(pia_town(person("pia").employed("Team")));
  vanished.stage().changes(pia_town({}), 1);
  EXPECT_TRUE(proposed(vanished, 1).empty()) << "nobody said that she left";
}

TEST(OrderRules, NothingIsClosedWhileSomebodySeemsToBeBackUnderAnotherId) {
  Town town = pia_town(
      person("pia").named("Pia Holm").mail("p@k.test").employed("Team").until("2026-10-01"));
  OrderStage alone(town);
  EXPECT_EQ(proposed(alone, 1).size(), 1U);
  town.with(person("pia2").named("Pia Holm").mail("p@k.test").employed("Team"));
  OrderStage back(town);
  EXPECT_TRUE(proposed(back, 1).empty());
}

TEST(OrderRules, AnAccountClosedByMistakeIsGivenBackBeforeItIsProvedClosed) {
  OrderStage stage(leaver_town({}, false));
  stage.directory().write({"pia"});
  const core::OrderId close = proposed(stage, 1).front().id;
  must(stage.orders().approve(stage.as("sif"), close, "", later(2)));
  stage.run(3);
  EXPECT_TRUE(stage.directory().read().empty());
  const auto undo = must(stage.orders().undo(stage.as("ib"), close, "den forkerte", later(3)));
  EXPECT_EQ(stage.orders().undo(stage.as("ib"), close, "igen", later(3)).error().kind,
            ErrorKind::conflict);
  must(stage.orders().approve(stage.as("sif"), undo.id, "", later(4)));
  stage.run(4);
  EXPECT_TRUE(stage.directory().has("pia"));
}

TEST_F(OrderStrips, AListThatCameEmptyWasNotRead) {
  run();
  Town blind = order_town({});  // all of H is gone at once, and nobody ordered that
  blind.with(person("pia").employed("Team").until("2026-10-01"),
             account("pia", "K").of("pia").disabled());
  reads(blind, kAfterGrace + 2);
  EXPECT_EQ(state(), "carried_out");
  reads(leaver_town({"H"}), kAfterGrace + 3);
  EXPECT_EQ(state(), "still_effective");
  reads(leaver_town({}), kAfterGrace + 4);
  EXPECT_EQ(state(), "verified");
}

TEST_F(OrderStrips, AListThatIsNotThereWasNotRead) {
  run();
  pull_all(stage_.stage().store(), blind_to_h(), later(kAfterGrace + 2));
  must(stage_.stage().review().refresh(later(kAfterGrace + 2)));
  must(stage_.orders().refresh(stage_.stage().review().now()));
  must(stage_.orders().prove(later(kAfterGrace + 2)));
  EXPECT_EQ(state(), "carried_out");
  reads(leaver_town({}), kAfterGrace + 4);
  EXPECT_EQ(state(), "verified");
}

TEST_F(OrderStrips, AListWithAGapProvesNothing) {
  run();
  pull_all(stage_.stage().store(), leaver_town({}), later(kAfterGrace + 2), [](core::Pull& pull) {
    pull.add_gap({core::ObjectClass::entitlement, "members of H", "not readable"});
  });
  must(stage_.stage().review().refresh(later(kAfterGrace + 2)));
  must(stage_.orders().refresh(stage_.stage().review().now()));
  EXPECT_TRUE(must(stage_.orders().prove(later(kAfterGrace + 2))).empty());
  EXPECT_EQ(state(), "carried_out");
}

}  // namespace
}  // namespace rettesnor::review
