// Findings about elected members: what an office gave, and what is left of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reconcile/checks.h"
#include "tests/support/told_findings.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;
using core::Severity;
using testing::ElementsAre;
using testing::IsEmpty;

Piece byraad() {
  return body("Byråd", [](auto& row) { row.council = true; });
}

TEST(MandateEnded, AnOfficeEndsWithItsLastDay) {
  const auto until = [](std::string_view last_day) {
    return built(byraad(), person("k").elected("Byråd").until(last_day),
                 account("k", "Dagsorden").mail("k@example.test"));
  };
  EXPECT_THAT(told(until("2026-11-02"), "MANDATE_ENDED"), IsEmpty());
  EXPECT_THAT(told(until("2026-11-01"), "MANDATE_ENDED"), ElementsAre("k > Dagsorden/k"));
  EXPECT_EQ(only(until("2026-11-01"), "MANDATE_ENDED").values.at("organ"), "Byråd");
  EXPECT_THAT(told(until("2026-11-01"), "LEAVER_ENABLED"), IsEmpty());
}

TEST(MandateEnded, AnEmploymentThatEndedLaterMakesHerALeaver) {
  const auto town =
      built(person("k").elected("Byråd").until("2025-12-31").employed("A").until("2026-09-30"),
            account("k", "S").of("k"));
  EXPECT_THAT(told(town, "MANDATE_ENDED"), IsEmpty());
  EXPECT_THAT(told(town, "LEAVER_ENABLED"), ElementsAre("k > S/k"));
}

TEST(MandateEnded, ATeacherWhoLeftTheCouncilKeepsOnlyHerTeachersRights) {
  const auto town = built(
      byraad(), person("k").employed("Skole").elected("Byråd").until("2025-12-31"),
      account("k", "S").of("k").member_of("Dagsorden").member_of("Elever"), group("Dagsorden", "S"),
      group("Elever", "S"), role("R-B").body("Byråd").expects("S:Dagsorden"),
      role("R-S").unit("Skole").expects("S:Elever"));
  EXPECT_THAT(told(town, "MANDATE_ENDED"), ElementsAre("k > S:Dagsorden"));
  EXPECT_EQ(only(town, "MANDATE_ENDED").values.at("d"), "31.12.2025");
  EXPECT_THAT(told(town, "MOVER_RETAINED"), IsEmpty());
}

BuiltTown committee(const Person& k) {
  return built(k, account("k", "S").mail("k@example.test").of("k").member_of("Lukket"),
               group("Lukket", "S"), role("R-SU").body("Socialudvalg").expects("S:Lukket"),
               body("Socialudvalg", [](auto& row) { row.closed = {right("S:Lukket")}; }));
}

TEST(CommitteeLeft, ASittingMemberMaySeeAndAFormerMayNot) {
  const auto left = committee(
      person("k").employed("A").elected("Byråd").elected("SOCIALUDVALG").until("2026-01-01"));
  EXPECT_THAT(told(left, "COMMITTEE_LEFT"), ElementsAre("k > S:Lukket"));
  EXPECT_THAT(told(left, "MANDATE_ENDED"), IsEmpty()) << "one finding for one right";
  EXPECT_THAT(told(committee(person("k").elected("Socialudvalg")), "COMMITTEE_LEFT"), IsEmpty());
  EXPECT_THAT(told(committee(person("k").elected("Byråd")), "COMMITTEE_LEFT"), IsEmpty());
  EXPECT_THAT(told(committee(person("k")
                                 .elected("Socialudvalg")
                                 .until("2026-01-01")
                                 .elected("Socialudvalg")
                                 .starting("2026-01-02")),
                   "COMMITTEE_LEFT"),
              IsEmpty());
}

Piece no_operators() {
  return policy([](policies::Policy& p) {
    policies::SubjectClassRule row;
    row.subject_class = policies::SubjectClass::council_member;
    row.operator_access = false;
    p.subject_classes.push_back(row);
  });
}

TEST(CouncilOperatorAccess, AMemberWorksInNoOperatorSystemWithoutADecision) {
  const auto with = [](const Person& k, const Piece& extra) {
    return built(byraad(), no_operators(), k, account("k", "BørnSag").of("k").member_of("Sager"),
                 group("Sager", "BørnSag"),
                 system("BørnSag", [](auto& row) { row.operator_system = true; }), extra);
  };
  const auto member = person("k").elected("Byråd");
  EXPECT_THAT(told(with(member, Piece{}), "COUNCIL_OPERATOR_ACCESS"), ElementsAre("k > BørnSag"));
  EXPECT_THAT(
      told(with(member, authorization("k", "BørnSag:Sager", "26/9", "2026-10-01", "2026-11-02")),
           "COUNCIL_OPERATOR_ACCESS"),
      IsEmpty());
  EXPECT_THAT(
      told(with(member, authorization("k", "BørnSag:Sager", "26/9", "2026-10-01", "2026-11-01")),
           "COUNCIL_OPERATOR_ACCESS"),
      ElementsAre("k > BørnSag"));
  EXPECT_THAT(told(with(person("k").elected("Byråd").employed("Familie"), Piece{}),
                   "COUNCIL_OPERATOR_ACCESS"),
              IsEmpty());
}

TEST(CouncilUnequalAccess, FromHalfOfTheMembersOn) {
  const auto held_by = [](int holders, int members) {
    Town town;
    town.with(body("Byråd", [](auto& row) { row.equal = {right("S:Dagsorden")}; }),
              group("Dagsorden", "S"));
    for (int i = 0; i < members; ++i) {
      const std::string id = "m" + std::to_string(i);
      auto member = account(id, "S").mail(id + "@example.test");
      if (i < holders) member.member_of("Dagsorden");
      town.with(person(id).elected("Byråd"), member);
    }
    return BuiltTown(town);
  };
  EXPECT_THAT(told(held_by(3, 4), "COUNCIL_UNEQUAL_ACCESS"), ElementsAre("m3 > S:Dagsorden"));
  EXPECT_THAT(told(held_by(2, 4), "COUNCIL_UNEQUAL_ACCESS").size(), 2U);
  EXPECT_THAT(told(held_by(1, 4), "COUNCIL_UNEQUAL_ACCESS"), IsEmpty());
  EXPECT_THAT(told(held_by(0, 4), "COUNCIL_UNEQUAL_ACCESS"), IsEmpty());
  EXPECT_THAT(told(held_by(4, 4), "COUNCIL_UNEQUAL_ACCESS"), IsEmpty());
}

}  // namespace
}  // namespace rettesnor::reconcile
