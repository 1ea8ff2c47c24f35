// What a condition of the policy means for each kind of capacity.
#include <gtest/gtest.h>

#include "reconcile/expected_access.h"
#include "tests/support/town_builder.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;
using Op = policies::Condition::Op;

class Conditions : public ::testing::Test {
 protected:
  const BuiltTown town =
      built(unit("Center").led_by("n-ada"), unit("Hold").under("Center"), unit("Skole"),
            person("ada").employed("Center", "Lønkonsulent").function("Leder"),
            person("bo").employed("Hold", "x"),
            person("cia").elected("Byrådet", "formand").elected("Børneudvalget"),
            person("dan").engaged("vendor", "111").engaged("partner").engaged("other"),
            body("byrådet", [](auto& b) { b.council = true; }));
  const Capacity ada{employment("ada"), kNone, kNone};
  const Capacity bo{employment("bo"), kNone, kNone};
  const Capacity council{kNone, 1, kNone};  // mandates are ordered by body: Børneudvalget, Byrådet
  const Capacity committee{kNone, 0, kNone};

  Index employment(std::string_view id) const {
    return town.graph().persons[town.person(id)].employment_begin;
  }
  bool fits(const policies::Condition& c, const Capacity& capacity) const {
    return holds(c, town.graph(), capacity);
  }
};

TEST_F(Conditions, AUnitIsExactAndUnderIncludesItself) {
  EXPECT_TRUE(fits(is(Op::unit, {"Center"}), ada));
  EXPECT_FALSE(fits(is(Op::unit, {"Center"}), bo));
  EXPECT_TRUE(fits(is(Op::unit_under, {"Center"}), ada));
  EXPECT_TRUE(fits(is(Op::unit_under, {"Skole", "Center"}), bo));
  EXPECT_FALSE(fits(is(Op::unit_under, {"Skole", "Ukendt"}), bo));
  EXPECT_FALSE(fits(is(Op::unit_under, {"Center"}), council));
}

TEST_F(Conditions, TitleFunctionAndBodyAreComparedFolded) {
  EXPECT_TRUE(fits(is(Op::title, {"LØNKONSULENT"}), ada));
  EXPECT_TRUE(fits(is(Op::function, {"leder"}), ada));
  EXPECT_TRUE(fits(is(Op::function, {"FORMAND"}), Capacity{kNone, 1, kNone}) ||
              fits(is(Op::function, {"FORMAND"}), Capacity{kNone, 0, kNone}));
  EXPECT_FALSE(fits(is(Op::title, {"Lonkonsulent"}), ada));
  EXPECT_FALSE(fits(is(Op::title, {"Lønkonsulent"}), committee));
}

TEST_F(Conditions, OnlyTheEmploymentThatAUnitNamesLeadsIt) {
  EXPECT_TRUE(fits(is(Op::leads_unit, {"Center"}), ada));
  EXPECT_TRUE(fits(is(Op::leads_unit, {"*"}), ada));
  EXPECT_FALSE(fits(is(Op::leads_unit, {"Hold"}), ada));
  EXPECT_FALSE(fits(is(Op::leads_unit, {"*"}), bo));
}

TEST_F(Conditions, EveryCapacityHasItsClass) {
  using policies::SubjectClass;
  const AccessGraph& g = town.graph();
  EXPECT_EQ(class_of(g, ada), SubjectClass::employee);
  for (Index m = 0; m < g.mandates.size(); ++m) {
    EXPECT_EQ(class_of(g, {kNone, m, kNone}), g.mandates[m].body == "Byrådet"
                                                  ? SubjectClass::council_member
                                                  : SubjectClass::other_elected);
  }
  for (Index e = 0; e < g.engagements.size(); ++e) {
    const auto kind = g.engagements[e].kind;
    EXPECT_EQ(class_of(g, {kNone, kNone, e}), kind == "vendor" ? SubjectClass::vendor
                                              : kind == "partner"
                                                  ? SubjectClass::partner
                                                  : SubjectClass::other_network_user);
  }
  EXPECT_TRUE(fits(is(Op::subject_class, {"employee"}), ada));
  EXPECT_FALSE(fits(is(Op::subject_class, {"employee"}), committee));
}

TEST_F(Conditions, AllAnyAndNoneOfNothing) {
  EXPECT_TRUE(fits(all_of({}), ada));
  EXPECT_FALSE(fits(any_of({}), ada));
  EXPECT_TRUE(fits(none_of({}), ada));
  EXPECT_FALSE(fits(none_of({is(Op::unit, {"Center"})}), ada));
  EXPECT_TRUE(fits(any_of({is(Op::unit, {"x"}), is(Op::unit, {"Center"})}), ada));
  EXPECT_FALSE(fits(all_of({is(Op::unit, {"x"}), is(Op::unit, {"Center"})}), ada));
}

TEST_F(Conditions, AVendorIsItsNumber) {
  const AccessGraph& g = town.graph();
  for (Index e = 0; e < g.engagements.size(); ++e) {
    EXPECT_EQ(fits(is(Op::vendor, {"111"}), Capacity{kNone, kNone, e}),
              g.engagements[e].vendor == "111");
  }
}

/// Roles are evaluated once per kind of capacity; a kind must never hide a difference.
TEST(Kinds, CapacitiesThatAConditionCanTellApartAreJudgedApart) {
  Town town;
  town.with(unit("A").under("Top"), unit("B").under("Top"), unit("Top").led_by("n-p0"),
            group("g", "K"));
  const char* units[] = {"A", "B", "Top", "C"};
  const char* titles[] = {"chef", "CHEF", "vikar", ""};
  int n = 0;
  for (const char* u : units) {
    for (const char* t : titles) {
      for (const char* f : {"leder", "x"}) {
        const std::string id = "p" + std::to_string(n++);
        town.with(person(id).employed(u, t).function(f), account(id, "K").of(id).member_of("g"));
      }
    }
  }
  town.with(person("v").engaged("vendor", "111"), account("v", "K").of("v").member_of("g"));
  const std::vector<policies::Condition> conditions = {
      is(Op::unit, {"A"}),
      is(Op::unit_under, {"Top"}),
      is(Op::title, {"Chef"}),
      is(Op::function, {"Leder"}),
      is(Op::leads_unit, {"*"}),
      is(Op::leads_unit, {"Top"}),
      is(Op::vendor, {"111"}),
      is(Op::subject_class, {"employee"}),
      none_of({is(Op::title, {"vikar"})}),
      all_of({is(Op::title, {"chef"}), none_of({is(Op::unit, {"B"})})}),
      any_of({is(Op::title, {"chef"}), is(Op::unit, {"C"})})};
  for (const policies::Condition& c : conditions) {
    const BuiltTown built(Town(town).with(role("R").when(c).allows("K:g")));
    const AccessGraph& g = built.graph();
    for (Index p = 0; p < g.persons.size(); ++p) {
      const PersonNode& node = g.persons[p];
      const Capacity capacity = node.employment_begin != node.employment_end
                                    ? Capacity{node.employment_begin, kNone, kNone}
                                    : Capacity{kNone, kNone, node.engagement_begin};
      EXPECT_EQ(built.expected().verdict(p, 0),
                holds(c, g, capacity) ? Verdict::allowed : Verdict::extra)
          << node.id << " op " << static_cast<int>(c.op);
    }
  }
}

}  // namespace
}  // namespace rettesnor::reconcile
