// Orders that come from a finding, and the choice on an order's page.
#include <gtest/gtest.h>

#include "tests/review/order_words.h"

namespace rettesnor::review {
namespace {

core::Finding mover(const std::string& person) {
  core::Finding finding;
  finding.code = "MOVER_RETAINED";
  finding.severity = core::Severity::medium;
  finding.subject = {"person", key_of(person), person, person};
  finding.object = {"entitlement", "K:H", "K:H", "K:H"};
  return finding;
}

/// The stage, with one finding on somebody's right to H.
struct FoundStage : OrderStage {
  explicit FoundStage(const std::string& person = "ada") {
    const core::Finding finding = mover(person);
    must(stage().store().track({finding}, later(1)));
    id = core::finding_id(finding);
  }
  FindingOrders of_finding(const std::string& reader) {
    const auto findings = must(stage().store().findings(store::Store::Which::open));
    return orders().of_findings(as(reader), {&findings.front()}).at(id);
  }
  std::string id;
};

TEST(OrdersAgainstFindings, TheFindingIsTheCauseAndEachShowsTheOther) {
  FoundStage stage;
  EXPECT_EQ(stage.of_finding("sif").target.right, "K:H");
  const auto asked =
      must(stage.orders().request_against(stage.as("sif"), stage.id, "flyttet", later(1)));
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked.front().act, core::OrderAct::remove_member);
  EXPECT_EQ(asked.front().cause, stage.id);
  const FindingOrders of = stage.of_finding("sif");
  ASSERT_EQ(of.orders.size(), 1U);
  EXPECT_EQ(of.orders.front().first, asked.front().id);
  EXPECT_TRUE(of.target.right.empty()) << "it is under way";
  EXPECT_EQ(must(stage.orders().order(stage.as("ida"), asked.front().id, later(2))).finding->id,
            stage.id);
  EXPECT_FALSE(must(stage.orders().order(stage.as("adm"), asked.front().id, later(2))).finding)
      << "she does not see findings";
  EXPECT_EQ(
      stage.orders().request_against(stage.as("ib"), stage.id, "flyttet", later(2)).error().kind,
      ErrorKind::conflict);
}

TEST(OrdersAgainstFindings, AnOrderWithAnotherCauseOnTheSameIsShownToo) {
  FoundStage stage;
  const core::OrderId by_leader = stage.asked("lea");
  ASSERT_EQ(stage.of_finding("sif").orders.size(), 1U);
  EXPECT_EQ(stage.of_finding("sif").orders.front().first, by_leader);
  must(stage.orders().decline(stage.as("sif"), by_leader, "nej", later(2)));
  EXPECT_TRUE(stage.of_finding("sif").orders.empty());
  EXPECT_EQ(stage.of_finding("sif").target.right, "K:H") << "it can be asked for again";
}

TEST(OrdersAgainstFindings, AreRefusedWithAReason) {
  FoundStage stage;
  const auto kind = [&](const std::string& who, const std::string& finding, const std::string& why,
                        int hours) {
    return stage.orders().request_against(stage.as(who), finding, why, later(hours)).error().kind;
  };
  EXPECT_EQ(kind("sif", stage.id, " ", 1), ErrorKind::invalid_input);
  EXPECT_EQ(kind("sif", "0", "flyttet", 1), ErrorKind::not_found);
  EXPECT_EQ(kind("bob", stage.id, "flyttet", 1), ErrorKind::refused) << "no role for it";
  EXPECT_EQ(kind("ada", stage.id, "flyttet", 1), ErrorKind::refused) << "about herself";
  must(stage.stage().review().refresh(later(24 * 5)));
  must(stage.orders().refresh(stage.stage().review().now()));
  EXPECT_EQ(kind("sif", stage.id, "flyttet", 24 * 5), ErrorKind::refused) << "stale";
  EXPECT_TRUE(stage.orders().stories().empty());
}

TEST(OrdersAgainstFindings, WhoIsFoundIsNotAskedToAsk) {
  FoundStage stage("sif");
  EXPECT_TRUE(stage.of_finding("sif").target.right.empty());
  EXPECT_FALSE(stage.of_finding("ida").target.right.empty());
}

TEST(OrderChoice, TheOwnerOfAGroupSeesItAndChoosesThatGroupAlone) {
  Town town = order_town({});
  town.with(group("In", "K").member_of("H").owner("n-ada"),
            account("eve", "K").of("bob").member_of("In"));
  OrderStage stage(town);
  const core::OrderId order = must(stage.ask("lea", 1, "eve")).front().id;
  const auto board = must(stage.orders().board(stage.as("ada"), later(2)));
  ASSERT_EQ(board.orders.size(), 1U);
  EXPECT_TRUE(board.orders.front().deeds.has(OrderDeeds::choose));
  EXPECT_TRUE(must(stage.orders().board(stage.as("bob"), later(2))).orders.empty());
  const auto ways = must(stage.orders().order(stage.as("ada"), order, later(2))).ways;
  ASSERT_EQ(ways.size(), 2U);
  for (const WayView& way : ways) EXPECT_EQ(way.hers, way.group == "K:In") << way.group;
  const auto asker = must(stage.orders().order(stage.as("lea"), order, later(2))).ways;
  for (const WayView& way : asker) EXPECT_FALSE(way.hers) << "she asked, and owns nothing";
  EXPECT_TRUE(stage.orders().choose(stage.as("ada"), order, "K:In", "", later(2)));
  EXPECT_TRUE(must(stage.orders().order(stage.as("lea"), order, later(3))).ways.empty());
}

}  // namespace
}  // namespace rettesnor::review
