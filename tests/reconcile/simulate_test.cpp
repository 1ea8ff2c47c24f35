// What a changed policy would do to rights, findings and critical rights.
#include "reconcile/simulate.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/support/told_findings.h"
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
  std::string told;
  for (const RightChange& c : out.rights) {
    told += c.person.ref + " " + std::string(name_of(c.what)) + " " + c.entitlement.ref + ";";
  }
  EXPECT_EQ(told, "ada loses_allowed K:g;ada gains_held Ny:Ret;bo gains_held Ny:Ret;");
  EXPECT_TRUE(has(out.appear, "AUTH_UNDOCUMENTED", "K:g"));
}

/// One of two policies over one town: some rules of a few kinds.
Piece some_policy() {
  Piece piece;
  const auto some = [] { return *rc::gen::arbitrary<bool>(); };
  const auto add = [&](const Piece& more) {
    piece.rules.insert(piece.rules.end(), more.rules.begin(), more.rules.end());
  };
  if (some()) add(role("R").title(some() ? "chef" : "tekniker").allows("K:g"));
  if (some()) add(role("Q").unit("IT").expects(some() ? "K:h" : "K:g"));
  if (some()) add(conveys("K:g", some() ? "K:h" : "Ny:Ret"));
  if (some()) add(sod("S").left("K:g").right("K:h"));
  if (some()) add(authorization("n-bo", "K:g", "26/1", "2026-01-01", some() ? "2026-11-01" : ""));
  if (some()) add(about("K:h", [](auto& e) { e.privileged = true; }));
  if (some()) {
    add(deviation("D1", some() ? "OUT_OF_BAND" : "SOD_ENTITLEMENT", some() ? "ada" : "bo",
                  "2026-01-01", some() ? "2026-12-31" : "2026-10-31"));
  }
  return piece;
}

using Told = std::map<std::string, std::string>;

/// Everything that a reader is told of a finding, by its id.
Told told_of(const std::vector<core::Finding>& findings) {
  Told out;
  for (const core::Finding& f : findings) {
    std::string text = std::to_string(static_cast<int>(f.severity)) + f.covered_by;
    for (const auto& [name, value] : f.values) text += "|" + name + "=" + value;
    for (const auto& [name, value] : f.evidence) text += "|" + name + "=" + value;
    out[core::finding_id(f)] = text;
  }
  return out;
}

RC_GTEST_PROP(Simulate, IsTheDifferenceBetweenWhatTheTwoPoliciesFind, ()) {
  const Town told = [] {
    Town out = town();
    out.with(deciders());
    return out;
  }();
  const Piece before = some_policy();
  const Piece after = some_policy();
  const BuiltTown under_before(Town(told).with(before));
  const BuiltTown under_after(Town(told).with(after));
  Told expected = told_of(findings_of(under_before));
  const Simulation out = compare(told, before, after);
  for (const auto& [id, text] : told_of(out.vanish)) {
    RC_ASSERT(expected.erase(id) == 1U);
  }
  for (const auto& [id, text] : told_of(out.appear)) {
    RC_ASSERT(expected.emplace(id, text).second);
  }
  for (const auto& [id, text] : told_of(out.changed)) {
    RC_ASSERT(expected.at(id) != text);
    expected[id] = text;
  }
  RC_ASSERT(expected == told_of(findings_of(under_after)));
  std::set<std::string> held;
  for (const char* who : {"ada", "bo"}) {
    for (const std::string& right : under_before.rights_of(who)) held.insert(who + (" " + right));
  }
  for (const RightChange& c : out.rights) {
    const std::string which = c.person.ref + " " + c.entitlement.ref;
    if (c.what == RightChange::What::gains_held) RC_ASSERT(held.insert(which).second);
    if (c.what == RightChange::What::loses_held) RC_ASSERT(held.erase(which) == 1U);
  }
  std::set<std::string> then;
  for (const char* who : {"ada", "bo"}) {
    for (const std::string& right : under_after.rights_of(who)) then.insert(who + (" " + right));
  }
  RC_ASSERT(held == then);
}

}  // namespace
}  // namespace rettesnor::reconcile
