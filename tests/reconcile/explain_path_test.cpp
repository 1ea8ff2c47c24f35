// The ways to a right: shortest first, simple, and never more than asked for.
#include <gtest/gtest.h>

#include "reconcile/access_graph.h"
#include "tests/support/town_builder.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;

std::string line(const core::Path& path) {
  std::string out;
  for (const core::PathStep& step : path) out += (out.empty() ? "" : " > ") + step.ref;
  return out;
}

TEST(Explain, TheDirectWayComesFirstThenTheNestedOnesByName) {
  const auto town =
      built(person("ada").employed("IT"),
            account("ada", "K").of("ada").member_of("top").member_of("b").member_of("a"),
            group("a", "K").member_of("top"), group("b", "K").member_of("top"), group("top", "K"));
  const auto paths = explain(town.graph(), town.account("K/ada"), town.entitlement("K:top"));
  ASSERT_EQ(paths.size(), 3U);
  EXPECT_EQ(line(paths[0]), "ada > K/ada > K:top");
  EXPECT_EQ(line(paths[1]), "ada > K/ada > K:a > K:top");
  EXPECT_EQ(line(paths[2]), "ada > K/ada > K:b > K:top");
  EXPECT_EQ(paths[1][2].kind, "entitlement");
}

TEST(Explain, AnAccountOfNobodyBeginsWithTheAccount) {
  const auto town = built(account("x", "K").member_of("g"), group("g", "K"));
  const auto paths = explain(town.graph(), 0, 0);
  ASSERT_EQ(paths.size(), 1U);
  EXPECT_EQ(line(paths[0]), "K/x > K:g");
}

TEST(Explain, NoWayIsNoPath) {
  const auto town = built(account("x", "K").member_of("outer"),
                          group("inner", "K").member_of("outer"), group("outer", "K"));
  EXPECT_TRUE(explain(town.graph(), 0, town.entitlement("K:inner")).empty());
}

TEST(Explain, ALadderOfRungsStopsAtTheLimit) {
  // 2^40 simple ways lead from the first rung to the last.
  Town town;
  town.add(account("x", "K").member_of("l0").member_of("r0"));
  for (int i = 0; i < 40; ++i) {
    const std::string next = std::to_string(i + 1);
    for (const char* side : {"l", "r"}) {
      town.add(group(side + std::to_string(i), "K").member_of("l" + next).member_of("r" + next));
    }
  }
  town.with(group("l40", "K"), group("r40", "K"));
  const BuiltTown built(town);
  EXPECT_EQ(explain(built.graph(), 0, built.entitlement("K:r40"), 4).size(), 4U);
}

TEST(Explain, ARingIsNotWalkedTwice) {
  const auto town = built(account("x", "K").member_of("a"), group("a", "K").member_of("b"),
                          group("b", "K").member_of("a").member_of("top"), group("top", "K"));
  const auto paths = explain(town.graph(), 0, town.entitlement("K:top"));
  ASSERT_EQ(paths.size(), 1U);
  EXPECT_EQ(line(paths[0]), "K/x > K:a > K:b > K:top");
}

}  // namespace
}  // namespace rettesnor::reconcile
