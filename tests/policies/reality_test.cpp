// What the policy names and no source has ever heard of is shown as a warning.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/policies/policy_story.h"

namespace rettesnor::policies::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Reality kReality{{{"Kassebog", "A"}, {"Kassebog", "B"}},
                       {"OMS", "OKO"},
                       {"Økonomikonsulent"},
                       {"vikar"},
                       {"Byråd"},
                       {"1001", "1002"},
                       {"Kassebog"}};

std::vector<std::string> unreal(const std::string& text, const Reality& reality = kReality) {
  std::vector<std::string> out;
  for (const auto& c : check_against(read(kGround + text).policy, reality)) out.push_back(show(c));
  return out;
}

TEST(Reality, APolicyThatOnlyNamesWhatIsThereIsQuiet) {
  EXPECT_THAT(
      unreal(role_when(R"({ all = [ { unit_under = "OMS" }, { title = "ØKONOMIKONSULENT" } ] })")),
      IsEmpty());
}

TEST(Reality, AMisspeltUnitIsNamedAndTheRuleFitsNobody) {
  EXPECT_THAT(
      unreal(role_when(R"({ all = [ { unit = "OMSX" }, { title = "økonomikonsulent" } ] })")),
      ElementsAre(HasSubstr("a.toml:18: warning: role R1.when: fits nobody"),
                  HasSubstr("no source has the unit \"OMSX\"; did you mean `OMS`?")));
}

TEST(Reality, OneKnownValueOfSeveralIsEnoughToFit) {
  EXPECT_THAT(unreal(role_when(R"({ title = ["økonomikonsulent", "ukendt"] })")),
              ElementsAre(HasSubstr("no source has the title \"ukendt\"")));
}

TEST(Reality, ARightIsOnlyMissedWhenItsSystemWasReadToTheEnd) {
  const std::string text = "[[entitlement]]\nref = \"Kassebog:AA\"\n";
  EXPECT_THAT(unreal(text),
              Contains(HasSubstr("the source of Kassebog has no right \"Kassebog:AA\"")));
  Reality partial = kReality;
  partial.complete_systems.clear();
  EXPECT_THAT(unreal(text, partial), IsEmpty());
}

TEST(Reality, UnknownPersonsAndBodiesAreNamed) {
  EXPECT_THAT(
      unreal("[[entitlement]]\nref = \"Kassebog:A\"\nowner = \"9\"\n[[body]]\nname = \"Byraad\"\n"),
      ElementsAre(HasSubstr("no source has the employee number \"9\""),
                  HasSubstr("body Byraad: no mandate is in this body; did you mean `Byråd`?")));
}

TEST(Reality, TheOrderOfWhatIsRealDoesNotMatter) {
  Reality turned = kReality;
  std::ranges::reverse(turned.units);
  std::ranges::reverse(turned.entitlements);
  const std::string text = role_when(R"({ unit = "OM" })");
  EXPECT_EQ(unreal(text), unreal(text, turned));
}

}  // namespace
}  // namespace rettesnor::policies::testing
