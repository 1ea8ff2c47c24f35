// What a human types, and the whole answer.
#include "reconcile/questions.h"

#include <gtest/gtest.h>

#include "tests/support/town_builder.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;

class Questions : public ::testing::Test {
 protected:
  const BuiltTown town = built(
      person("17").named("Ada Lund").employed("IT", "chef").number("1001").mail("ada@k.test"),
      person("18").named("Bo Lund").employed("IT").number("1002").mail("bo@k.test"),
      account("alund", "K").employee_no("1001").member_since("inner", "2026-05-04T03:00:00Z"),
      account("adm-alund", "K").employee_no("1001").disabled().member_of("guid-1"),
      account("blund", "K").employee_no("1002").granted("guid-1", {{Attribute::case_no, "26/9"}}),
      account("ghost", "K").member_of("guid-1"), group("inner", "K").member_of("guid-1"),
      group("top", "K").natural_id("guid-1"), group("Løn ret", "K"),
      role("R").title("chef").expects("K:inner").expects("K:Løn ret"));
};

TEST_F(Questions, APersonIsFoundByEverythingThatPeopleTypeAndSeveralAreAllListed) {
  const AccessGraph& g = town.graph();
  const Index ada = town.person("17");
  for (const char* text :
       {"17", "1001", "ALUND", "k/alund", "ADA@k.test", "ada lund", "ada", "lund AD"}) {
    EXPECT_EQ(persons_meant(g, text), std::vector<Index>{ada}) << text;
  }
  EXPECT_EQ(persons_meant(g, "lund").size(), 2U);
  EXPECT_TRUE(persons_meant(g, "carl").empty());
  EXPECT_TRUE(persons_meant(g, "").empty());
  EXPECT_TRUE(persons_meant(g, " ").empty());
}

TEST_F(Questions, ARightIsFoundByNameIdAndWords) {
  const AccessGraph& g = town.graph();
  EXPECT_EQ(entitlements_meant(g, "K:TOP"), std::vector<Index>{town.entitlement("K:top")});
  EXPECT_EQ(entitlements_meant(g, "guid-1"), std::vector<Index>{town.entitlement("K:top")});
  EXPECT_EQ(entitlements_meant(g, "LØN"), std::vector<Index>{town.entitlement("K:Løn ret")});
  EXPECT_TRUE(entitlements_meant(g, "X:top").empty());
}

TEST_F(Questions, WhoTellsCapacitiesAccountsRightsAndWhatIsMissing) {
  const PersonAnswer ada = who(town.graph(), town.expected(), town.person("17"));
  EXPECT_EQ(ada.capacities.size(), 1U);
  EXPECT_EQ(ada.accounts.size(), 2U);
  ASSERT_EQ(ada.rights.size(), 2U);
  EXPECT_EQ(ada.rights[0].standing.verdict, Verdict::expected);
  EXPECT_EQ(ada.rights[0].holdings[0].since, moment("2026-05-04T03:00:00Z"));
  ASSERT_EQ(ada.rights[1].holdings.size(), 1U) << "the disabled account gives nothing";
  EXPECT_FALSE(ada.rights[1].holdings[0].direct);
  EXPECT_EQ(ada.rights[1].holdings[0].since, moment("2026-05-04T03:00:00Z"));
  EXPECT_EQ(ada.rights[1].holdings[0].paths.size(), 1U);
  ASSERT_EQ(ada.missing.size(), 1U);
  EXPECT_EQ(ada.missing[0].entitlement, town.entitlement("K:Løn ret"));
  const PersonAnswer bo = who(town.graph(), town.expected(), town.person("18"));
  EXPECT_EQ(bo.rights[0].case_no, "26/9");
}

TEST_F(Questions, AccessTellsEveryAccountWithTheRight) {
  const EntitlementAnswer top = access(town.graph(), town.expected(), town.entitlement("K:top"));
  ASSERT_EQ(top.holders.size(), 4U);
  EXPECT_EQ(top.holders.back().holding.person, kNone);
  std::size_t unusable = 0;
  for (const auto& holder : top.holders) unusable += holder.usable ? 0 : 1;
  EXPECT_EQ(unusable, 1U);
  EXPECT_EQ(top.members, std::vector<Index>{town.entitlement("K:inner")});
  const EntitlementAnswer inner =
      access(town.graph(), town.expected(), town.entitlement("K:inner"));
  EXPECT_EQ(inner.member_of, std::vector<Index>{town.entitlement("K:top")});
}

}  // namespace
}  // namespace rettesnor::reconcile
