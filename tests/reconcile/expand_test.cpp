// Nesting: rings, depth, diamonds, and the same answer as a simple search.
#include "reconcile/expand.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "tests/support/town_builder.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;
using Names = std::vector<std::string>;

TEST(Expand, MembersOfAMemberAreMembers) {
  const auto town = built(person("ada").employed("IT"), person("bo").employed("IT"),
                          account("ada", "K").of("ada").member_of("inner"),
                          account("bo", "K").of("bo").member_of("outer"),
                          group("inner", "K").member_of("outer"), group("outer", "K"));
  EXPECT_EQ(town.holders("K:outer"), (Names{"ada", "bo"}));
  EXPECT_EQ(town.holders("K:inner"), (Names{"ada"}));
}

TEST(Expand, ARingOfGroupsHasOneSetOfHoldersAndIsTold) {
  const auto town = built(person("ada").employed("IT"), person("bo").employed("IT"),
                          account("ada", "K").of("ada").member_of("G_Drift"),
                          account("bo", "K").of("bo").member_of("G_Backup"),
                          group("G_Drift", "K").member_of("G_Server"),
                          group("G_Server", "K").member_of("G_Backup"),
                          group("G_Backup", "K").member_of("G_Drift"), group("leaf", "K"),
                          group("G_Alene", "K").member_of("leaf"));
  for (const char* g : {"K:G_Drift", "K:G_Server", "K:G_Backup"}) {
    EXPECT_EQ(town.holders(g), (Names{"ada", "bo"})) << g;
  }
  ASSERT_EQ(town.graph().rings.size(), 1U);
  EXPECT_EQ(town.graph().rings[0].entitlements.size(), 3U);
}

TEST(Expand, ADiamondCountsAHolderOnce) {
  const auto town = built(person("ada").employed("IT"),
                          account("ada", "K").of("ada").member_of("left").member_of("right"),
                          group("left", "K").member_of("top"), group("right", "K").member_of("top"),
                          group("top", "K"));
  EXPECT_EQ(town.holders("K:top"), (Names{"ada"}));
  EXPECT_TRUE(town.graph().rings.empty());
  EXPECT_EQ(explain(town.graph(), town.account("K/ada"), town.entitlement("K:top")).size(), 2U);
}

TEST(Expand, ADiamondOfTenThousandMembersHasTenThousand) {
  Town town;
  for (int i = 0; i < 10'000; ++i) {
    const std::string id = "p" + std::to_string(i);
    town.add(account(id, "K")
                 .employee_no("n")
                 .member_of(i % 2 == 0 ? "left" : "right")
                 .member_of("base"));
  }
  town.with(group("base", "K").member_of("left"), group("left", "K").member_of("top"),
            group("right", "K").member_of("top"), group("top", "K"));
  const BuiltTown built(town);
  EXPECT_EQ(built.graph().effective_accounts[built.entitlement("K:top")].size(), 10'000U);
  EXPECT_EQ(built.graph().effective_accounts[built.entitlement("K:left")].size(), 10'000U);
}

TEST(Expand, AThousandLevelsDeepIsStillAMember) {
  Town town;
  town.with(person("ada").employed("IT"), account("ada", "K").of("ada").member_of("g0"));
  for (int i = 0; i < 1000; ++i) {
    town.add(group("g" + std::to_string(i), "K").member_of("g" + std::to_string(i + 1)));
  }
  town.add(group("g1000", "K"));
  const BuiltTown built(town);
  EXPECT_EQ(built.holders("K:g1000"), (Names{"ada"}));
  const auto paths = explain(built.graph(), built.account("K/ada"), built.entitlement("K:g1000"));
  ASSERT_EQ(paths.size(), 1U);
  EXPECT_EQ(paths[0].size(), 2U + 1001U);
}

TEST(Expand, AGroupThatIsItsOwnMemberIsNoRing) {
  const auto town =
      built(person("ada").employed("IT"), account("ada", "K").of("ada").member_of("g"),
            group("g", "K").member_of("g"));
  EXPECT_EQ(town.holders("K:g"), (Names{"ada"}));
  EXPECT_TRUE(town.graph().rings.empty());
}

TEST(Expand, AConveyanceReachesAnotherSystemEvenOneThatIsNotRead) {
  const auto town =
      built(person("ada").employed("IT"), account("ada", "Kataloget").of("ada").member_of("G_Job"),
            group("G_Job", "Kataloget"), group("Sagsbehandler", "JobSpor"),
            conveys("Kataloget:G_Job", "JobSpor:Sagsbehandler"),
            conveys("Kataloget:G_Job", "Fjernport:VPN"));
  EXPECT_EQ(town.rights_of("ada"),
            (Names{"Fjernport:VPN", "JobSpor:Sagsbehandler", "Kataloget:G_Job"}));
}

TEST(Expand, ADisabledOrExpiredAccountGivesNobodyARight) {
  const auto town =
      built(person("ada").employed("IT"), account("ada", "K").of("ada").disabled().member_of("g"),
            account("ada2", "K").of("ada").expires("2026-11-01").member_of("g"), group("g", "K"));
  EXPECT_TRUE(town.holders("K:g").empty());
  EXPECT_EQ(town.graph().effective_accounts[town.entitlement("K:g")].size(), 2U);
  EXPECT_EQ(town.accounts_of("ada").size(), 2U);
}

TEST(Expand, TwoAccountsOfOnePersonAreOneHolder) {
  const auto town =
      built(person("ada").employed("IT"), account("ada", "K").of("ada").member_of("g"),
            account("adm-ada", "K").of("ada").kind("admin").member_of("g"), group("g", "K"));
  EXPECT_EQ(town.holders("K:g"), (Names{"ada"}));
}

TEST(Expand, DirectlyHeldRightsAreMarked) {
  const auto town =
      built(person("ada").employed("IT"), account("ada", "K").of("ada").member_of("a"),
            group("a", "K").member_of("b"), group("b", "K"));
  EXPECT_EQ(town.graph().held_directly, (std::vector<bool>{true, false}));
}

/// Whoever can be reached by walking inwards, one group at a time.
std::set<Index> reached(const AccessGraph& graph, Index entitlement) {
  std::set<Index> groups;
  std::set<Index> accounts;
  const std::function<void(Index)> walk = [&](Index e) {
    if (!groups.insert(e).second) return;
    for (const Index a : graph.direct_accounts[e]) accounts.insert(a);
    for (const Index inner : graph.child_entitlements[e]) walk(inner);
  };
  walk(entitlement);
  return accounts;
}

Town random_town() {
  Town town;
  const int groups = *rc::gen::inRange(1, 24);
  const int accounts = *rc::gen::inRange(0, 40);
  const auto any_group = [&] { return "g" + std::to_string(*rc::gen::inRange(0, groups)); };
  for (int g = 0; g < groups; ++g) {
    Group told = group("g" + std::to_string(g), "K");
    const int outers = *rc::gen::inRange(0, 3);
    for (int i = 0; i < outers; ++i) told.member_of(any_group());
    town.add(told);
  }
  for (int a = 0; a < accounts; ++a) {
    Account told = account("a" + std::to_string(a), "K");
    told.of("p" + std::to_string(*rc::gen::inRange(0, 10)));
    if (*rc::gen::inRange(0, 5) == 0) told.disabled();
    const int memberships = *rc::gen::inRange(0, 4);
    for (int i = 0; i < memberships; ++i) told.member_of(any_group());
    town.add(told);
  }
  for (int p = 0; p < 10; ++p) town.add(person("p" + std::to_string(p)).employed("IT"));
  return town;
}

RC_GTEST_PROP(Expand, FindsWhatASimpleSearchFinds, ()) {
  const BuiltTown town(random_town());
  const AccessGraph& graph = town.graph();
  for (Index e = 0; e < graph.entitlements.size(); ++e) {
    const std::set<Index> expected = reached(graph, e);
    const auto found = graph.effective_accounts[e];
    RC_ASSERT(std::vector<Index>(found.begin(), found.end()) ==
              std::vector<Index>(expected.begin(), expected.end()));
    std::set<Index> holders;
    for (const Index a : expected) {
      if (graph.accounts[a].usable) holders.insert(graph.accounts[a].person);
    }
    const auto persons = graph.persons_of_entitlement[e];
    RC_ASSERT(std::vector<Index>(persons.begin(), persons.end()) ==
              std::vector<Index>(holders.begin(), holders.end()));
    for (const Index p : persons) {
      const auto row = graph.entitlements_of_person[p];
      RC_ASSERT(std::binary_search(row.begin(), row.end(), e));
    }
  }
}

RC_GTEST_PROP(Expand, EveryEffectiveMembershipHasAPathAndNoOtherHasOne, ()) {
  const BuiltTown town(random_town());
  const AccessGraph& graph = town.graph();
  for (Index e = 0; e < graph.entitlements.size(); ++e) {
    for (Index a = 0; a < graph.accounts.size(); ++a) {
      const auto row = graph.effective_accounts[e];
      const bool has = std::binary_search(row.begin(), row.end(), a);
      const auto paths = explain(graph, a, e, 3);
      RC_ASSERT(has == !paths.empty());
      for (std::size_t i = 1; i < paths.size(); ++i) {
        RC_ASSERT(paths[i - 1].size() <= paths[i].size());
        RC_ASSERT(!(paths[i - 1] == paths[i]));
      }
    }
  }
}

}  // namespace
}  // namespace rettesnor::reconcile
