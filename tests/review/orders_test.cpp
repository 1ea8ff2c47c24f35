// Orders: who may do what, that no person has two parts, and that only a reading proves.
#include "core/digest.h"
#include "review/answers/answers.h"
#include "review/campaigns/campaigns.h"
#include "review/orders/order_findings.h"
#include "tests/review/order_words.h"
#include "tests/support/error_words.h"

namespace rettesnor::review {
namespace {

TEST(Orders, GoFromAWishToAProof) {
  OrderStage stage;
  const core::OrderId order = stage.asked();
  EXPECT_EQ(stage.state(order), "requested");
  must(stage.orders().approve(stage.as("sif"), order, "enig", later(2)));
  EXPECT_EQ(stage.state(order), "approved");
  EXPECT_EQ(stage.run().front().outcome, RunLine::Outcome::done);
  EXPECT_FALSE(stage.directory().has("ada H"));
  EXPECT_EQ(stage.state(order), "carried_out");
  EXPECT_TRUE(must(stage.orders().prove(later(4))).empty()) << "the reading is from before";
  stage.changes(order_town({}), 5);
  ASSERT_EQ(must(stage.orders().prove(later(5))).size(), 1U);
  EXPECT_EQ(stage.state(order), "verified");
  stage.restart(6);
  EXPECT_EQ(stage.state(order), "verified");
}

TEST(Orders, WhatIsStillThereIsSaidWithItsPath) {
  OrderStage stage;
  const core::OrderId order = stage.approved();
  stage.run();
  Town nested = order_town({});
  nested.with(group("In", "K").member_of("H"),
              account("ada", "K").of("ada").member_of("G").member_of("In"));
  stage.changes(order_town({"ada"}), 5);
  const auto lines = must(stage.orders().prove(later(5)));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines.front().found, core::OrderStep::Kind::still_effective);
  EXPECT_NE(lines.front().path.find("K/ada → K:H"), std::string::npos) << lines.front().path;
  const auto findings =
      order_findings(stage.stage().review().now()->graph, stage.orders().stories(), later(5));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings.front().code, "REVOKE_NOT_EFFECTIVE");
  stage.changes(order_town({}), 30);
  must(stage.orders().prove(later(30)));
  EXPECT_EQ(stage.state(order), "verified");
}

TEST(Orders, WhatComesBackIsAFindingWithBothReadings) {
  OrderStage stage;
  const core::OrderId order = stage.approved();
  stage.run();
  stage.changes(order_town({}), 5);
  must(stage.orders().prove(later(5)));
  stage.changes(order_town({"ada"}), 8);
  must(stage.orders().prove(later(8)));
  EXPECT_EQ(stage.state(order), "reappeared");
  const auto findings =
      order_findings(stage.stage().review().now()->graph, stage.orders().stories(), later(9));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings.front().code, "REVOKE_REAPPEARED");
  EXPECT_TRUE(findings.front().evidence.contains("verified"));
  EXPECT_TRUE(findings.front().evidence.contains("read"));
}

TEST(Orders, HalfAReadingProvesNothing) {
  OrderStage stage;
  const core::OrderId order = stage.approved();
  stage.run();
  pull_all(stage.stage().store(), order_town({}), later(5), [](core::Pull& pull) {
    pull.add_gap({core::ObjectClass::entitlement, "page 2", "connection lost"});
  });
  must(stage.stage().review().refresh(later(5)));
  must(stage.orders().refresh(stage.stage().review().now()));
  EXPECT_TRUE(must(stage.orders().prove(later(5))).empty());
  EXPECT_EQ(stage.state(order), "carried_out");
}

TEST(Orders, AnAccountThatIsNotThereIsNotProvedToBeClosed) {
  OrderStage stage;
  const core::OrderId order = must(stage.ask("lea", 1, "ada", "")).front().id;
  must(stage.orders().approve(stage.as("sif"), order, "", later(2)));
  stage.run();
  ASSERT_EQ(stage.state(order), "carried_out");
  stage.changes(order_town({}, "ada"), 5);
  must(stage.orders().prove(later(5)));
  EXPECT_EQ(stage.state(order), "carried_out");
}

/// The list was read and ada is not in it; nor is her account anywhere.
std::string state_without_her_account(std::set<std::string> vague) {
  OrderStage stage;
  stage.vague = std::move(vague);
  const core::OrderId order = stage.approved();
  stage.run();
  stage.restart(4);
  stage.changes(order_town({"bob"}, "ada"), 5);
  must(stage.orders().prove(later(5)));
  return stage.state(order);
}

TEST(Orders, AnAccountThatIsNotThereIsInNoListUnlessTheListsMayHoldStrangers) {
  EXPECT_EQ(state_without_her_account({}), "verified");
  EXPECT_EQ(state_without_her_account({"K"}), "carried_out");
}

TEST(Orders, NothingIsOrderedOrCarriedOutOnHalfAReading) {
  OrderStage stage;
  stage.approved();
  pull_all(stage.stage().store(), order_town(), later(3), [](core::Pull& pull) {
    pull.add_gap({core::ObjectClass::account, "page 2", "connection lost"});
  });
  must(stage.stage().review().refresh(later(3)));
  must(stage.orders().refresh(stage.stage().review().now()));
  const auto lines = stage.run(4);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines.front().outcome, RunLine::Outcome::held);
  EXPECT_TRUE(stage.directory().has("ada H"));
  EXPECT_EQ(stage.directory().writes, 0);
  EXPECT_EQ(stage.ask("lea", 4, "bob", "G").error().kind, ErrorKind::refused);
}

TEST(Orders, AStaleSourceOrdersNothing) {
  OrderStage stage;
  must(stage.stage().review().refresh(later(24 * 5)));
  must(stage.orders().refresh(stage.stage().review().now()));
  EXPECT_EQ(stage.ask("lea", 24 * 5).error().kind, ErrorKind::refused);
}

TEST(Orders, WhoAskedNeitherApprovesNorCarriesOut) {
  OrderStage stage;
  const core::OrderId by_sif = stage.asked("sif");
  const auto own = stage.orders().approve(stage.as("sif"), by_sif, "", later(2));
  ASSERT_FALSE(own);
  EXPECT_EQ(own.error().kind, ErrorKind::refused);
  OrderStage other;
  const core::OrderId by_ida = other.asked("ida");
  must(other.orders().approve(other.as("sif"), by_ida, "", later(2)));
  EXPECT_EQ(other.run(3, "ida").front().outcome, RunLine::Outcome::held);
  EXPECT_EQ(other.directory().writes, 0);
  EXPECT_EQ(other.run(3, "ib").front().outcome, RunLine::Outcome::done);
}

TEST(Orders, TheDatabaseItselfKeepsThePartsApart) {
  OrderStage stage;
  const core::OrderId order = stage.asked("sif");
  core::OrderStep step;
  step.order = order;
  step.number = 1;
  step.kind = core::OrderStep::Kind::approved;
  step.actor = key_of("sif");
  step.at = later(2);
  const audit::Event event{audit::Kind::order_approved, step.actor, {}};
  const auto refused = stage.stage().store().add_order_step(step, event);
  ASSERT_FALSE(refused);
  EXPECT_NE(test::english(refused.error()).find("two parts"), std::string::npos)
      << test::english(refused.error());
  step.actor = key_of("ada");
  EXPECT_FALSE(stage.stage().store().add_order_step(step, event)) << "about herself";
  step.actor = std::string(core::kProgram);
  EXPECT_FALSE(stage.stage().store().add_order_step(step, event)) << "people approve";
  step.actor = key_of("own");
  step.kind = core::OrderStep::Kind::intent;
  EXPECT_FALSE(stage.stage().store().add_order_step(step, event)) << "not approved yet";
  step.kind = core::OrderStep::Kind::approved;
  EXPECT_TRUE(stage.stage().store().add_order_step(step, event));
}

TEST(Orders, WhatIsPrivilegedTakesTwoWhoApprove) {
  Town town = order_town({"ada", "bob"});
  town.with(test::about("K:H", [](policies::EntitlementRule& rule) { rule.privileged = true; }));
  OrderStage stage(town);
  const core::OrderId order = stage.asked();
  must(stage.orders().approve(stage.as("sif"), order, "", later(2)));
  EXPECT_EQ(stage.state(order), "requested");
  EXPECT_EQ(stage.orders().approve(stage.as("sif"), order, "", later(2)).error().kind,
            ErrorKind::refused);
  EXPECT_TRUE(stage.run().empty());
  must(stage.orders().approve(stage.as("own"), order, "", later(2)));
  EXPECT_EQ(stage.state(order), "approved");
}

TEST(Orders, TheLastWhoCanUseWhatIsPrivilegedStays) {
  Town town = order_town({"ada"});
  town.with(test::about("K:H", [](policies::EntitlementRule& rule) { rule.privileged = true; }));
  OrderStage stage(town);
  EXPECT_EQ(stage.ask("lea").error().kind, ErrorKind::refused);
}

TEST(Orders, ServiceAndBreakGlassAccountsAreNeverTouched) {
  Town town = order_town();
  town.with(account("svc", "K").kind("service").member_of("H"),
            account("fire", "K").kind("breakglass").member_of("H"));
  OrderStage stage(town);
  for (const char* login : {"svc", "fire"}) {
    EXPECT_EQ(stage.ask("ida", 1, login, "H").error().kind, ErrorKind::refused) << login;
    EXPECT_EQ(stage.ask("ida", 1, login, "").error().kind, ErrorKind::refused) << login;
  }
}

TEST(Orders, AnInterruptedActIsLookedAtAndNotRepeated) {
  OrderStage stage;
  const core::OrderId order = stage.approved();
  stage.directory().mood = FileDirectory::Mood::dies_after_the_act;
  EXPECT_EQ(stage.run().front().outcome, RunLine::Outcome::postponed);
  EXPECT_EQ(stage.state(order), "under_way");
  stage.directory().mood = FileDirectory::Mood::answers;
  stage.restart(4);
  EXPECT_EQ(stage.run(4).front().outcome, RunLine::Outcome::done);
  EXPECT_EQ(stage.directory().writes, 1);
  EXPECT_EQ(stage.state(order), "carried_out");
  const auto undo = must(stage.orders().undo(stage.as("ib"), order, "forkert", later(5)));
  EXPECT_EQ(undo.before_image, "ada H") << "kept with the intent";
}

TEST(Orders, AnActThatNeverHappenedIsDoneAfterLooking) {
  OrderStage stage;
  const core::OrderId order = stage.approved();
  stage.directory().mood = FileDirectory::Mood::dies_before_the_act;
  stage.run();
  stage.directory().mood = FileDirectory::Mood::silent;
  stage.restart(4);
  stage.run(4);
  EXPECT_EQ(stage.state(order), "under_way") << "silence loses nothing and decides nothing";
  stage.directory().mood = FileDirectory::Mood::answers;
  stage.run(5);
  EXPECT_EQ(stage.state(order), "carried_out");
  EXPECT_EQ(stage.directory().writes, 1);
}

TEST(Orders, ARefusalIsSaidAndNotTriedAgain) {
  OrderStage stage;
  const core::OrderId order = stage.approved();
  stage.directory().mood = FileDirectory::Mood::refuses;
  EXPECT_EQ(stage.run().front().outcome, RunLine::Outcome::failed);
  stage.directory().mood = FileDirectory::Mood::answers;
  EXPECT_TRUE(stage.run(4).empty());
  EXPECT_EQ(stage.state(order), "failed");
  EXPECT_TRUE(stage.directory().has("ada H"));
}

TEST(Orders, StopHoldsEverythingUntilStart) {
  OrderStage stage;
  const core::OrderId order = stage.approved();
  must(stage.orders().stop(stage.as("ib"), "noget er galt", later(3)));
  stage.restart(3);
  const auto held = stage.orders().run(stage.as("ida"), {}, later(3));
  ASSERT_FALSE(held);
  EXPECT_NE(test::danish(held.error()).find("noget er galt"), std::string::npos);
  EXPECT_EQ(stage.orders().stop(stage.as("bob"), "nej", later(3)).error().kind, ErrorKind::refused);
  must(stage.orders().start(stage.as("ib"), "ok igen", later(4)));
  stage.run(5);
  EXPECT_EQ(stage.state(order), "carried_out");
}

TEST(Orders, ADryRunWritesNothingOutsideAndIsKept) {
  OrderStage stage;
  const core::OrderId order = stage.approved();
  RunPlan plan;
  plan.mode = RunPlan::Mode::dry_run;
  const auto lines = must(stage.orders().run(stage.as("ida"), plan, later(3)));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines.front().outcome, RunLine::Outcome::would);
  EXPECT_TRUE(stage.directory().has("ada H"));
  EXPECT_EQ(stage.state(order), "approved");
  EXPECT_EQ(must(stage.stage().store().events(0, 1)).front().kind, "orders_dry_run");
}

TEST(Orders, TheHoursLimitHoldsTheRestAndIsRaisedOnlyWithAReason) {
  Town town = order_town({"ada", "bob"});
  town.with(policy([](policies::Policy& p) {
    p.thresholds.push_back({"orders_per_hour", 1, day("2026-01-01"), {}});
  }));
  OrderStage stage(town);
  for (const char* login : {"ada", "bob"}) {
    const core::OrderId order = must(stage.ask("lea", 1, login)).front().id;
    must(stage.orders().approve(stage.as("sif"), order, "", later(2)));
  }
  const auto lines = stage.run(3);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].outcome, RunLine::Outcome::done);
  EXPECT_EQ(lines[1].outcome, RunLine::Outcome::held);
  RunPlan raised;
  raised.per_hour = 5;
  EXPECT_EQ(stage.orders().run(stage.as("ida"), raised, later(3)).error().kind,
            ErrorKind::invalid_input);
  raised.reason = "sommeroprydning";
  EXPECT_EQ(must(stage.orders().run(stage.as("ida"), raised, later(3))).front().outcome,
            RunLine::Outcome::done);
}

TEST(Orders, TheDaysLimitHoldsTheSixthAccountAndIsNeverOff) {
  Town town = order_town({"boss", "lea", "ada", "bob", "adm", "own"});
  town.with(policy([](policies::Policy& p) {
    p.thresholds.push_back({"orders_percent_per_day", 1, day("2026-01-01"), {}});
  }));
  OrderStage stage(town);
  for (const char* login : {"boss", "lea", "ada", "bob", "adm", "own"}) {
    const core::OrderId order = must(stage.ask("ib", 1, login)).front().id;
    must(stage.orders().approve(stage.as("sif"), order, "", later(2)));
  }
  const auto lines = stage.run(3);
  ASSERT_EQ(lines.size(), 6U);
  EXPECT_EQ(
      std::count_if(lines.begin(), lines.end(),
                    [](const RunLine& line) { return line.outcome == RunLine::Outcome::done; }),
      5);
  EXPECT_EQ(lines.back().outcome, RunLine::Outcome::held);
  RunPlan off;
  off.percent = 100;
  off.reason = "alt på én gang";
  EXPECT_EQ(stage.orders().run(stage.as("ida"), off, later(3)).error().kind,
            ErrorKind::invalid_input);
  EXPECT_EQ(stage.run(28).size(), 1U);
}

TEST(Orders, UndoingIsAnOrderOfItsOwn) {
  OrderStage stage;
  const core::OrderId order = stage.approved();
  stage.run();
  const auto undo = must(stage.orders().undo(stage.as("ib"), order, "forkert person", later(4)));
  EXPECT_EQ(stage.orders().approve(stage.as("ib"), undo.id, "", later(4)).error().kind,
            ErrorKind::refused);
  must(stage.orders().approve(stage.as("sif"), undo.id, "", later(4)));
  EXPECT_EQ(stage.run(5, "ida").front().outcome, RunLine::Outcome::done);
  EXPECT_TRUE(stage.directory().has("ada H"));
  stage.changes(order_town({"ada"}), 6);
  must(stage.orders().prove(later(6)));
  EXPECT_EQ(stage.state(undo.id), "verified");
}

TEST(Orders, CuttingAccessTakesTwoPeopleAndHappensAtOnce) {
  OrderStage stage;
  const auto orders =
      must(stage.orders().cut_access(stage.as("ida"), key_of("ada"), "INC-7", "stjålet", later(1)));
  ASSERT_EQ(orders.size(), 1U);
  EXPECT_TRUE(stage.directory().has("ada"));
  EXPECT_EQ(orders.front().deadline, later(5));
  must(stage.orders().approve(stage.as("sif"), orders.front().id, "", later(1)));
  EXPECT_FALSE(stage.directory().has("ada"));
  EXPECT_EQ(stage.state(orders.front().id), "carried_out");
}

TEST(Orders, ASignedRemovalBecomesAnOrderOnce) {
  OrderStage stage;
  const auto campaign = stage.stage().open();
  for (const char* right : {"K:G", "K:H"}) {
    must(stage.stage().answers("lea", campaign, "ada", right,
                               std::string(right) == "K:H" ? Answer::remove : Answer::keep));
  }
  must(stage.stage().answers("lea", campaign, "bob", "K:G"));
  EXPECT_TRUE(
      must(stage.orders().propose(Orders::Proposals::decisions_and_leavers, later(4))).empty())
      << "not signed yet";
  must(answers::sign_off(stage.stage().review().enter(stage.as("lea")), campaign, key_of("lea"),
                         later(5)));
  const auto orders =
      must(stage.orders().propose(Orders::Proposals::decisions_and_leavers, later(6)));
  ASSERT_EQ(orders.size(), 1U);
  EXPECT_EQ(orders.front().requested_by, key_of("lea"));
  EXPECT_EQ(orders.front().group, "H");
  EXPECT_TRUE(
      must(stage.orders().propose(Orders::Proposals::decisions_and_leavers, later(7))).empty());
  stage.restart(8);
  EXPECT_TRUE(
      must(stage.orders().propose(Orders::Proposals::decisions_and_leavers, later(8))).empty());
  EXPECT_EQ(stage.orders().approve(stage.as("lea"), orders.front().id, "", later(8)).error().kind,
            ErrorKind::refused);
  must(stage.orders().approve(stage.as("boss"), orders.front().id, "", later(8)));
}

/// Everything in her list: ada's H and every account's G go, the rest stays.
void answer_all(Stage& stage, const std::string& who, core::CampaignId campaign) {
  const auto task =
      must(answers::task(stage.review().look(stage.as(who)), campaign, key_of(who), later(2)));
  for (const SubjectProgress& each : task.subjects) {
    const auto page = must(
        answers::page(stage.review().look(stage.as(who)), campaign, key_of(who), each.subject.key));
    for (const ReviewRow& row : page.rows) {
      GivenAnswer given;
      given.campaign = campaign;
      given.reviewer = key_of(who);
      given.subject = each.subject.key;
      given.entitlement = row.entitlement_key;
      const bool goes =
          page.about == About::accounts || (row.ref == "K:H" && each.subject.ref == "ada");
      given.answer = goes ? Answer::remove : Answer::keep;
      given.comment = "fordi";
      given.seen = row.seen;
      given.idempotency_key = core::to_hex(core::sha256(each.subject.key + row.ref), 20);
      must(stage.answer(who, given));
    }
  }
}

core::CampaignId open_kind(Stage& stage, const std::string& kind) {
  CampaignPlan plan{kind, kind, day("2026-12-01")};
  plan.second_reviewer = false;
  return must(campaigns::open(stage.review().enter(stage.as("adm")), plan, later(1))).id;
}

TEST(Orders, WhatAnOwnerRemovedIsOrderedWhenTheOwnerSigns) {
  OrderStage stage;
  const auto campaign = open_kind(stage.stage(), "system_owner");
  answer_all(stage.stage(), "own", campaign);
  const auto propose = [&](int hours) {
    return must(stage.orders().propose(Orders::Proposals::decisions_and_leavers, later(hours)));
  };
  // Her leader signs for what nobody else is asked about: that says nothing of the owner's list.
  answer_all(stage.stage(), "boss", campaign);
  must(answers::sign_off(stage.stage().review().enter(stage.as("boss")), campaign, key_of("boss"),
                         later(4)));
  EXPECT_TRUE(propose(4).empty()) << "the owner has not signed";
  must(answers::sign_off(stage.stage().review().enter(stage.as("own")), campaign, key_of("own"),
                         later(5)));
  const auto orders = propose(6);
  ASSERT_EQ(orders.size(), 1U);
  EXPECT_EQ(orders.front().requested_by, key_of("own"));
  EXPECT_EQ(orders.front().subject, key_of("ada"));
}

TEST(Orders, WhatAnAccountOfNobodysMayNoLongerIsOrdered) {
  Town town = order_town({});
  town.with(account("robot", "K").member_of("G"));
  OrderStage stage(town);
  stage.directory().write({"robot G"});
  const auto campaign = open_kind(stage.stage(), "accounts");
  answer_all(stage.stage(), "own", campaign);
  must(answers::sign_off(stage.stage().review().enter(stage.as("own")), campaign, key_of("own"),
                         later(5)));
  const auto orders =
      must(stage.orders().propose(Orders::Proposals::decisions_and_leavers, later(6)));
  ASSERT_EQ(orders.size(), 1U);
  EXPECT_EQ(orders.front().account, "robot");
  EXPECT_EQ(orders.front().group, "G");
  EXPECT_EQ(stage.orders().approve(stage.as("own"), orders.front().id, "", later(7)).error().kind,
            ErrorKind::refused);
  must(stage.orders().approve(stage.as("sif"), orders.front().id, "", later(7)));
  stage.run(8);
  EXPECT_FALSE(stage.directory().has("robot G"));
}

TEST(Orders, WhatComesThroughAGroupIsTheOwnersChoice) {
  Town town = order_town({});
  town.with(group("In", "K").member_of("H").owner("n-own"),
            account("eve", "K").of("bob").member_of("In"));
  OrderStage stage(town);
  const auto orders = must(stage.ask("lea", 1, "eve"));
  ASSERT_EQ(orders.size(), 1U);
  EXPECT_EQ(orders.front().act, core::OrderAct::choose);
  EXPECT_NE(orders.front().instruction.find("K/eve → K:In → K:H"), std::string::npos)
      << orders.front().instruction;
  EXPECT_EQ(stage.orders().approve(stage.as("sif"), orders.front().id, "", later(2)).error().kind,
            ErrorKind::conflict);
  const auto chosen =
      must(stage.orders().choose(stage.as("own"), orders.front().id, "K:In", "", later(2)));
  EXPECT_EQ(chosen.act, core::OrderAct::remove_member);
  EXPECT_EQ(chosen.group, "In");
  EXPECT_EQ(stage.orders().approve(stage.as("own"), chosen.id, "", later(3)).error().kind,
            ErrorKind::refused)
      << "who chose has asked";
  EXPECT_EQ(stage.state(orders.front().id), "cancelled");
}

TEST(Orders, WhoHasLeftIsClosedFirstAndStrippedAfterTheGrace) {
  Town gone = order_town({"ada"});
  gone.with(person("pia").employed("Team").until("2026-10-01"),
            account("pia", "K").of("pia").member_of("G"));
  OrderStage stage(gone);
  stage.directory().write({"pia"});
  const auto orders =
      must(stage.orders().propose(Orders::Proposals::decisions_and_leavers, later(1)));
  ASSERT_EQ(orders.size(), 1U);
  EXPECT_EQ(orders.front().act, core::OrderAct::disable_account);
  EXPECT_EQ(orders.front().requested_by, core::kProgram);
  must(stage.orders().approve(stage.as("sif"), orders.front().id, "", later(2)));
  stage.run(3);
  Town closed = order_town({"ada"});
  closed.with(person("pia").employed("Team").until("2026-10-01"),
              account("pia", "K").of("pia").disabled().member_of("G"));
  stage.changes(closed, 5);
  must(stage.orders().prove(later(5)));
  EXPECT_EQ(stage.state(orders.front().id), "verified");
  EXPECT_TRUE(
      must(stage.orders().propose(Orders::Proposals::decisions_and_leavers, later(6))).empty())
      << "the grace runs";
  stage.changes(closed, 24 * 40);
  const auto strip =
      must(stage.orders().propose(Orders::Proposals::decisions_and_leavers, later(24 * 40)));
  ASSERT_EQ(strip.size(), 1U);
  EXPECT_EQ(strip.front().act, core::OrderAct::strip_groups);
}

TEST(Orders, WhoIsElectedIsNeverProposedByTheProgram) {
  Town town = order_town();
  town.with(person("kai").elected("Byråd").until("2025-12-31"),
            account("kai", "K").of("kai").member_of("G"));
  OrderStage stage(town);
  EXPECT_TRUE(
      must(stage.orders().propose(Orders::Proposals::decisions_and_leavers, later(1))).empty());
  const auto asked = must(stage.ask("sif", 1, "kai", "G"));
  EXPECT_EQ(asked.front().approvals, 2);
  EXPECT_EQ(asked.front().risks, "elected");
}

TEST(Orders, ByHandTakesAProofAndWhereNoSourceTellsASecondPerson) {
  OrderStage stage;
  stage.stage();
  Orders by_hand(stage.stage().store(), copenhagen(), {}, stage.directory().revoker_of());
  must(by_hand.refresh(stage.stage().review().now()));
  OrderWish wish{"K/ada", "K:H", core::OrderReason::finding, "", "skal væk"};
  const auto order = must(by_hand.request(stage.as("lea"), wish, later(1))).front();
  EXPECT_EQ(order.act, core::OrderAct::manual);
  must(by_hand.approve(stage.as("sif"), order.id, "", later(2)));
  EXPECT_EQ(by_hand.report(stage.as("ida"), order.id, {" "}, later(3)).error().kind,
            ErrorKind::invalid_input);
  const auto image = must(proof_file("skærm 17.jpeg", "\x89PNG\r\n\x1a\n picture"));
  const auto done = must(by_hand.report(stage.as("ida"), order.id, {"se filen", image}, later(3)));
  ASSERT_EQ(done.story.files.size(), 1U);
  const core::OrderFile& told = done.story.files.front();
  EXPECT_EQ(told.name, "skærm 17.png");
  EXPECT_EQ(told.sha256, core::to_hex(core::sha256(image.bytes)));
  EXPECT_TRUE(told.bytes.empty()) << "lists carry no bytes";
  const auto event =
      must(audit::read_event(must(stage.stage().store().events(0, 1)).front().bytes));
  EXPECT_EQ(event.kind, "order_carried_out");
  EXPECT_EQ(event.facts.at("file_sha256"), told.sha256);
  EXPECT_EQ(event.facts.at("file_bytes"), std::to_string(image.bytes.size()));
  EXPECT_EQ(must(by_hand.proof(stage.as("ib"), order.id, told.step, later(4))).bytes, image.bytes);
  EXPECT_EQ(by_hand.proof(stage.as("ib"), order.id, told.step - 1, later(4)).error().kind,
            ErrorKind::not_found);
  EXPECT_EQ(by_hand.proof(stage.as("bob"), order.id, told.step, later(4)).error().kind,
            ErrorKind::refused);
  // Read from disk by another program, it is there too.
  Orders again(stage.stage().store(), copenhagen(), {}, stage.directory().revoker_of());
  must(again.refresh(stage.stage().review().now()));
  EXPECT_EQ(must(again.order(stage.as("ib"), order.id, later(4))).story.files.size(), 1U);
  EXPECT_EQ(by_hand.confirm(stage.as("ib"), order.id, "set", later(4)).error().kind,
            ErrorKind::conflict)
      << "a source tells of K";
}

TEST(Orders, TheDatabaseItselfTakesAProofOnlyWithTheActItProves) {
  OrderStage stage;
  const core::OrderId order = stage.approved();
  store::Store& store = stage.stage().store();
  const auto number = must(store.order_steps()).back().number;
  const auto added = [&](std::int64_t of_step, const std::string& by) {
    core::OrderStep step;
    step.order = order;
    step.number = number + 1;
    step.kind = core::OrderStep::Kind::intent;
    step.actor = "hr/ida";
    step.at = later(3);
    core::OrderFile file{order, of_step, "a.txt",  "text/plain", core::to_hex(core::sha256("x")),
                         1,     by,      later(3), "x"};
    const audit::Event event{audit::Kind::order_intent, step.actor, {}};
    return store.add_order_steps({step}, {event}, file).has_value();
  };
  EXPECT_FALSE(added(number + 1, "hr/ida")) << "an intent proves nothing";
  EXPECT_FALSE(added(number, "hr/ida")) << "an approval proves nothing";
  EXPECT_FALSE(added(number + 9, "hr/ida"));
  EXPECT_EQ(must(store.order_steps()).back().number, number) << "all or nothing";
  EXPECT_TRUE(must(store.order_files()).empty());
}

TEST(Orders, WhatIsLateIsAFinding) {
  OrderStage stage;
  stage.asked();
  const auto& graph = stage.stage().review().now()->graph;
  EXPECT_TRUE(order_findings(graph, stage.orders().stories(), later(24)).empty());
  const auto late = order_findings(graph, stage.orders().stories(), later(24 * 9));
  ASSERT_EQ(late.size(), 1U);
  EXPECT_EQ(late.front().code, "REVOKE_OVERDUE");
}

}  // namespace
}  // namespace rettesnor::review
