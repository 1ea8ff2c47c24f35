// What a changed policy would do to rights, findings and critical rights.
#include "reconcile/simulate.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/town_builder.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;

Town town() {
  Town out;
  out.with(person("ada").employed("IT", "chef"), person("bo").employed("IT", "tekniker"),
           account("ada", "K").of("ada").member_of("g"), account("bo", "K").of("bo").member_of("g"),
           group("g", "K").described("Drift af servere").owner("n-ada"), group("h", "K"),
           about("K:g", [](auto& e) {
             e.critical = true;
             e.min_holders = 2;
           }));
  return out;
}

Simulation compare(const Town& told, const Piece& before, const Piece& after) {
  const core::Snapshot snapshot = told.snapshot();
  return simulate(snapshot, Town(told).with(before).policy(), Town(told).with(after).policy(),
                  copenhagen(), told.now());
}

bool has(const std::vector<core::Finding>& findings, std::string_view code,
         std::string_view subject) {
  return std::any_of(findings.begin(), findings.end(), [&](const core::Finding& f) {
    return f.code == code && f.subject.ref == subject;
  });
}

TEST(Simulate, TellsWhoGainsAndLosesWhat) {
  const Role before =
      role("R").when(is(policies::Condition::Op::title, {"chef", "tekniker"})).allows("K:g");
  const Role after = role("R").title("chef").expects("K:g").allows("K:h");
  const Simulation out = compare(town(), before, after);
  std::string told;
  for (const RightChange& c : out.rights) {
    told += c.person.ref + " " + std::string(name_of(c.what)) + " " + c.entitlement.ref +
            (c.held ? " held;" : ";");
  }
  EXPECT_EQ(told, "ada gains_expected K:g held;ada gains_allowed K:h;bo loses_allowed K:g held;");
}

TEST(Simulate, TellsWhichFindingsAppearAndVanish) {
  const Role before = role("R").when(is(policies::Condition::Op::title, {"chef"})).allows("K:g");
  const Role after = role("R").when(is(policies::Condition::Op::title, {"tekniker"})).allows("K:g");
  const Simulation out = compare(town(), before, after);
  EXPECT_TRUE(has(out.appear, "AUTH_UNDOCUMENTED", "ada"));
  EXPECT_TRUE(has(out.vanish, "AUTH_UNDOCUMENTED", "bo"));
  EXPECT_FALSE(has(out.appear, "AUTH_UNDOCUMENTED", "bo"));
}

TEST(Simulate, TellsWhichCriticalRightsAreLeftToOnePerson) {
  const Role before =
      role("R").when(is(policies::Condition::Op::title, {"chef", "tekniker"})).allows("K:g");
  const Role after = role("R").title("chef").allows("K:g");
  const Simulation out = compare(town(), before, after);
  ASSERT_EQ(out.last_holders.size(), 1U);
  EXPECT_EQ(out.last_holders[0].holders_before, 2U);
  EXPECT_EQ(out.last_holders[0].holders_after, 1U);
  EXPECT_EQ(out.last_holders[0].holder.ref, "ada");
}

TEST(Simulate, TheSamePolicyChangesNothing) {
  const Role same = role("R").title("chef").allows("K:g");
  const Simulation out = compare(town(), same, same);
  EXPECT_TRUE(out.rights.empty());
  EXPECT_TRUE(out.appear.empty());
  EXPECT_TRUE(out.vanish.empty());
  EXPECT_TRUE(out.last_holders.empty());
}

TEST(Simulate, AConveyanceIntoAnUnreadSystemIsCompared) {
  const Simulation out =
      compare(town(), role("R").title("chef").allows("K:g"), policy([](policies::Policy& p) {
                p.conveyances.push_back({right("K:g"), right("Ny:Ret"), {}});
              }));
  EXPECT_EQ(out.rights.size(), 1U);
  EXPECT_TRUE(has(out.appear, "AUTH_UNDOCUMENTED", "ada"));
}

}  // namespace
}  // namespace rettesnor::reconcile
