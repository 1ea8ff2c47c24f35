// Conditions that nothing can meet are found, those that something can meet are left alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policies/condition_sense.h"
#include "policies/explain_condition.h"
#include "tests/policies/policy_story.h"

namespace rettesnor::policies::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string never(const std::string& when) {
  const auto reading = read(kGround + role_when(when));
  return why_never(reading.policy.roles[0].when).value_or("");
}

class Impossible : public ::testing::TestWithParam<const char*> {};
TEST_P(Impossible, IsRefusedAsARule) {
  EXPECT_NE(never(GetParam()), "");
  EXPECT_THAT(complaints_about(role_when(GetParam())),
              ElementsAre(HasSubstr("a.toml:23: role[0].when: role R1: nobody can ever fit: ")));
}
INSTANTIATE_TEST_SUITE_P(
    Conditions, Impossible,
    ::testing::Values(
        R"({ all = [ { title = "Vikar" }, { not = { title = "vikar" } } ] })",
        R"({ all = [ { unit = "A" }, { unit = "B" } ] })",
        R"({ all = [ { unit = "A" }, { not = { unit_under = "A" } } ] })",
        R"({ all = [ { not = { unit_under = "A" } }, { unit_under = "A" } ] })",
        R"({ all = [ { unit_under = "A" }, { not = { unit_under = ["A", "B"] } } ] })",
        R"({ all = [ { body = "Byråd" }, { subject_class = "employee" } ] })",
        R"({ all = [ { body = "Byråd" }, { unit_under = "A" } ] })",
        R"({ all = [ { vendor = "12345678" }, { title = "x" } ] })",
        R"({ all = [ { title = ["a", "b"] }, { title = ["c"] } ] })",
        R"({ all = [ { title = ["a", "b"] }, { not = [ { title = "a" }, { title = "b" } ] } ] })",
        R"({ all = [ { title = "a" }, { any = [ { title = "b" }, { body = "c" } ] } ] })",
        R"({ all = [ { any = [ { any = [ { title = "b" }, { title = "c" } ] }, { body = "d" } ] }, { title = "a" } ] })",
        R"({ not = { all = [] } })"));

class Possible : public ::testing::TestWithParam<const char*> {};
TEST_P(Possible, IsLeftAlone) {
  EXPECT_EQ(never(GetParam()), "");
  EXPECT_THAT(complaints_about(role_when(GetParam())), IsEmpty());
}
INSTANTIATE_TEST_SUITE_P(
    Conditions, Possible,
    ::testing::Values(
        R"({ title = "x" })", R"({ not = { title = "x" } })",
        R"({ all = [ { unit_under = "A" }, { unit_under = "B" } ] })",
        R"({ all = [ { unit_under = ["A", "B"] }, { not = { unit_under = "A" } } ] })",
        R"({ all = [ { unit = "JOB" }, { not = { unit = "job" } } ] })",
        R"({ all = [ { leads_unit = "A" }, { leads_unit = "B" } ] })",
        R"({ all = [ { title = ["a", "b"] }, { not = { title = "a" } } ] })",
        R"({ all = [ { title = "a" }, { any = [ { title = "b" }, { function = "c" } ] } ] })",
        R"({ all = [ { title = "a" }, { not = { all = [ { title = "a" }, { function = "f" } ] } } ] })",
        R"({ all = [ { body = "Byråd" }, { function = "formand" }, { subject_class = ["council_member", "employee"] } ] })",
        R"({ all = [ { vendor = "12345678" }, { subject_class = "vendor" } ] })"));

TEST(Condition, MalformedOnesAreRefusedWithTheirPlace) {
  const auto at = [](const std::string& when) { return complaints_about(role_when(when)); };
  EXPECT_THAT(at(R"({ titel = "x" })"),
              ::testing::Contains(
                  HasSubstr("role[0].when.titel: is an unknown key; did you mean `title`?")));
  EXPECT_THAT(
      at(R"({ title = "x", unit = "y" })"),
      ::testing::Contains(HasSubstr("a.toml:23: role[0].when: has 2 keys, but must have one")));
  EXPECT_THAT(
      at(R"({ all = [ { unit = "y" }, { any = [ { subject_class = "ansat" } ] } ] })"),
      ::testing::Contains(HasSubstr("role[0].when.all[1].any[0].subject_class: is \"ansat\"")));
  EXPECT_THAT(at(R"({ title = [] })"), ::testing::Contains(HasSubstr("is an empty list")));
  EXPECT_THAT(at(R"({ any = [] })"), ::testing::Contains(HasSubstr("is an empty list")));
  EXPECT_THAT(at("{ }"), ::testing::Contains(HasSubstr("role[0].when: is empty; it needs one of")));
  EXPECT_THAT(at("\"x\""), ::testing::Contains(HasSubstr("is \"x\", but must be a table")));
  EXPECT_THAT(at(R"({ all = [] })"),
              ElementsAre(HasSubstr("warning: role[0].when: role R1: fits everybody")));
}

TEST(Explain, AConditionIsOneSentence) {
  const Condition c =
      read(
          kGround +
          role_when(
              R"({ all = [ { unit_under = "OMS" }, { title = ["sygeplejerske", "vikar"] }, { not = { function = "elev" } } ] })"))
          .policy.roles[0]
          .when;
  EXPECT_EQ(explain_condition(c, words::Language::danish),
            "Ansat i eller under OMS og med stillingen sygeplejerske eller vikar og ikke med "
            "funktionen elev.");
  const NameOf names = [](Condition::Op op, const std::string& id) {
    return op == Condition::Op::unit_under ? "Center for Ældre" : id;
  };
  EXPECT_EQ(explain_condition(c, words::Language::english, names),
            "Employed in or below Center for Ældre and with the title sygeplejerske or vikar and "
            "not with the function elev.");
}

TEST(Explain, BracketsKeepTheMeaning) {
  const auto say = [](const std::string& when) {
    return explain_condition(read(kGround + role_when(when)).policy.roles[0].when,
                             words::Language::english);
  };
  EXPECT_EQ(say(R"({ all = [ { title = "a" }, { any = [ { body = "b" }, { vendor = "c" } ] } ] })"),
            "With the title a and (either a member of b or works for c).");
  EXPECT_EQ(
      say(R"({ any = [ { title = "a" }, { all = [ { unit = "b" }, { leads_unit = "*" } ] } ] })"),
      "Either with the title a or (employed in b and the leader of a unit).");
  EXPECT_EQ(say(R"({ not = { any = [ { title = "a" }, { title = "b" } ] } })"),
            "Not (either with the title a or with the title b).");
  EXPECT_EQ(say(R"({ subject_class = ["council_member", "other_elected"] })"),
            "A council member or another elected representative.");
  EXPECT_EQ(say(R"({ all = [] })"), "Everybody.");
}

}  // namespace
}  // namespace rettesnor::policies::testing
