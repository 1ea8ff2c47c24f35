// What the sources hold, for checking a policy against.
#include "reconcile/reality.h"

#include <gtest/gtest.h>

#include "tests/support/town_builder.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;

TEST(Reality, TellsEveryNameOnceAndInOrder) {
  const auto town =
      built(person("b").employed("IT", "chef"), person("a").employed("IT", "chef"),
            person("c").elected("Byrådet", "formand"), group("g2", "K"), group("g1", "K"));
  const policies::Reality r = reality_of(town.snapshot());
  EXPECT_EQ(r.units, std::vector<std::string>{"IT"});
  EXPECT_EQ(r.titles, std::vector<std::string>{"chef"});
  EXPECT_EQ(r.functions, std::vector<std::string>{"formand"});
  EXPECT_EQ(r.bodies, std::vector<std::string>{"Byrådet"});
  EXPECT_EQ(r.employee_nos, (std::vector<std::string>{"n-a", "n-b"}));
  ASSERT_EQ(r.entitlements.size(), 2U);
  EXPECT_EQ(r.entitlements[0].name, "g1");
}

TEST(Reality, ASystemWithAHoleAmongItsRightsIsNotComplete) {
  core::SnapshotSource holed;
  holed.name = "L";
  holed.system = "L";
  holed.gaps.push_back({ObjectClass::entitlement, "page 2", "connection lost"});
  const auto town = built(group("g", "K"), group("g", "L"), source(holed), account("x", "M"));
  EXPECT_EQ(reality_of(town.snapshot()).complete_systems, std::vector<std::string>{"K"});
}

}  // namespace
}  // namespace rettesnor::reconcile
