// The order in which sources tell things changes nothing.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <sstream>

#include "tests/support/town_builder.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;

/// Everything that is said of a town, as text.
std::string told(const BuiltTown& town) {
  const AccessGraph& g = town.graph();
  std::ostringstream out;
  for (Index p = 0; p < g.persons.size(); ++p) {
    out << thing_of_person(g, p).key << ' ' << g.persons[p].name << ' ' << g.persons[p].current;
    for (const Standing& s : town.expected().standings_of(p)) {
      out << ' ' << thing_of_entitlement(g, s.entitlement).key << '=' << name_of(s.verdict) << ','
          << s.role << ',' << (s.through == kNone ? "" : thing_of_entitlement(g, s.through).key);
    }
    out << '\n';
  }
  for (Index a = 0; a < g.accounts.size(); ++a) {
    out << thing_of_account(g, a).key << ' ' << name_of(g.accounts[a].tier) << ' '
        << g.accounts[a].person;
    for (const Index c : g.accounts[a].candidates) out << ' ' << c;
    for (Index e = 0; e < g.entitlements.size(); ++e) {
      for (const core::Path& path : explain(g, a, e, 8)) {
        for (const core::PathStep& step : path) out << '>' << step.ref;
        out << ';';
      }
    }
    out << '\n';
  }
  for (const Ring& ring : g.rings) {
    for (const Index e : ring.entitlements) out << e << ' ';
    out << '\n';
  }
  for (const MissingRight& m : town.expected().missing) {
    out << m.person << '-' << m.entitlement << '-' << m.role << '\n';
  }
  return out.str();
}

Town mixed_town() {
  Town town;
  town.with(
      unit("IT").under("Stab").led_by("n-ada"), unit("Stab"),
      person("ada").named("Ada").employed("IT", "chef").elected("Byrådet"),
      person("bo").employed("IT", "tekniker").until("2026-05-31").employed("Stab", "tekniker"),
      person("c1").from("Byraad").mail("ada@example.test").elected("Socialudvalget"),
      person("c2").from("Byraad").mail("it@example.test").elected("Byrådet"),
      person("m1").named("Mette Sørensen").mail("it@example.test").employed("Stab"),
      person("m2").named("Mette Sørensen").mail("it@example.test").employed("IT"),
      account("ada", "K").of("ada").member_of("a").member_of("c"),
      account("ada", "L").mail("ADA@example.test").member_of("x"),
      account("bo", "K").of("bo").member_of("b"),
      account("mesor", "K").named("Mette Sørensen").member_of("b"),
      account("lost", "K").named("Mette Sörensen").member_of("a"), group("a", "K").member_of("b"),
      group("b", "K").member_of("c"), group("c", "K").member_of("a"), group("d", "K"),
      group("x", "L"), conveys("K:c", "L:x"));
  town.with(role("R1").title("chef").expects("K:a").allows("L:x").expects("K:d"),
            role("R2").unit_under("Stab").allows("K:b"), role("R3").body("byrådet").allows("K:d"),
            settled("K", "lost", "m2"));
  return town;
}

RC_GTEST_PROP(GraphOrder, AShuffledTownIsTheSameTown, (std::uint32_t seed)) {
  static const std::string kExpected = told(BuiltTown(mixed_town()));
  RC_ASSERT(told(BuiltTown(mixed_town().shuffle(seed))) == kExpected);
}

TEST(GraphOrder, SourcesThatInterleaveAreOrderedByContent) {
  // Two sources of one system, whose natural ids interleave.
  const auto town = built(account("b", "K"), account("d", "K"), source("K2", "K"),
                          account("a", "K").from("K2"), account("c", "K").from("K2"));
  std::string order;
  for (const AccountNode& a : town.graph().accounts) order += a.natural_id;
  EXPECT_EQ(order, "abcd");
}

TEST(GraphOrder, TwoSourcesThatTellOneAccountGiveItTwoKeys) {
  const auto town = built(account("a", "K"), account("a", "K").from("K2"));
  ASSERT_EQ(town.graph().accounts.size(), 2U);
  EXPECT_NE(thing_of_account(town.graph(), 0).key, thing_of_account(town.graph(), 1).key);
}

}  // namespace
}  // namespace rettesnor::reconcile
