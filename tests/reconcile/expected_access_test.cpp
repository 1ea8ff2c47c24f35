// The verdict on a right: which reason comes first, and where the days end.
#include "reconcile/expected_access.h"

#include <gtest/gtest.h>

#include "tests/support/town_builder.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;

TEST(Verdict, ARoleOfACurrentEmploymentExpectsTheRight) {
  const auto town = built(person("ada").employed("IT", "systemadministrator"),
                          account("ada", "Kataloget").of("ada").member_of("G_Drift"),
                          group("G_Drift", "Kataloget"),
                          role("R1").title("Systemadministrator").expects("Kataloget:G_Drift"));
  EXPECT_EQ(town.verdict("ada", "Kataloget:G_Drift"), Verdict::expected);
  const auto why =
      town.expected().standing(town.person("ada"), town.entitlement("Kataloget:G_Drift"));
  ASSERT_TRUE(why);
  EXPECT_EQ(why->role, 0U);
  EXPECT_EQ(why->capacity.employment, 0U);
}

TEST(Verdict, ARightThatAnotherRoleNamesIsExtraAndOneThatNoneNamesIsUnexplained) {
  const auto town =
      built(person("ada").employed("IT", "tekniker"),
            account("ada", "Kataloget").of("ada").member_of("G_Drift").member_of("G_Ukendt"),
            group("G_Drift", "Kataloget"), group("G_Ukendt", "Kataloget"),
            role("R1").title("systemadministrator").allows("Kataloget:G_Drift"));
  EXPECT_EQ(town.verdict("ada", "Kataloget:G_Drift"), Verdict::extra);
  EXPECT_EQ(town.verdict("ada", "Kataloget:G_Ukendt"), Verdict::unexplained);
}

TEST(Verdict, ARightOnADisabledAccountHasNoneAndAnExpectedOneIsMissing) {
  const auto town = built(person("ada").employed("IT", "systemadministrator"),
                          account("ada", "Kataloget").of("ada").disabled().member_of("G_Drift"),
                          group("G_Drift", "Kataloget"),
                          role("R1").title("systemadministrator").expects("Kataloget:G_Drift"));
  EXPECT_EQ(town.verdict("ada", "Kataloget:G_Drift"), std::nullopt);
  ASSERT_EQ(town.expected().missing.size(), 1U);
  EXPECT_EQ(town.expected().missing[0].person, town.person("ada"));
}

}  // namespace
}  // namespace rettesnor::reconcile
