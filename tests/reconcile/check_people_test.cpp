// Findings about people who left, moved, are away, or are recorded twice.
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

TEST(LeaverEnabled, ALastDayIsInclusive) {
  const auto leaving = [](std::string_view last_day) {
    return built(person("birthe").named("Birthe Kragelund").employed("IT").until(last_day),
                 account("bikra", "Kataloget").of("birthe"));
  };
  EXPECT_THAT(told(leaving("2026-11-03"), "LEAVER_ENABLED"), IsEmpty());
  EXPECT_THAT(told(leaving("2026-11-02"), "LEAVER_ENABLED"), IsEmpty());
  EXPECT_THAT(told(leaving("2026-11-01"), "LEAVER_ENABLED"),
              ElementsAre("birthe > Kataloget/bikra"));
  const auto finding = only(leaving("2026-09-30"), "LEAVER_ENABLED");
  EXPECT_EQ(finding.values.at("n"), "33");
  EXPECT_EQ(finding.values.at("d"), "30.09.2026");
  EXPECT_EQ(finding.evidence.at("left_on"), "2026-09-30");
}

TEST(LeaverEnabled, TheDayEndsByTheLocalClock) {
  // 23:30 UTC on 1 November is half past midnight on 2 November in Copenhagen.
  const auto at = [](std::string_view iso) {
    return built(person("b").employed("IT").until("2026-11-01"), account("b", "K").of("b"),
                 now(iso));
  };
  EXPECT_THAT(told(at("2026-11-01T22:59:59Z"), "LEAVER_ENABLED"), IsEmpty());
  EXPECT_THAT(told(at("2026-11-01T23:00:00Z"), "LEAVER_ENABLED"), ElementsAre("b > K/b"));
}

TEST(LeaverEnabled, EveryUsableAccountOfHersIsOne) {
  const auto town =
      built(person("b").employed("IT").until("2026-09-30"),
            account("b", "Kataloget").of("b").disabled(), account("b", "SagsHuset").of("b"),
            account("b", "Lønbro").of("b").expires("2026-10-01T00:00:00Z"));
  EXPECT_THAT(told(town, "LEAVER_ENABLED"), ElementsAre("b > SagsHuset/b"));
}

TEST(LeaverEnabled, OneWhoHasAnotherJobHasNotLeft) {
  const auto town = built(person("b").employed("IT").until("2026-09-30").employed("Skole"),
                          account("b", "K").of("b"));
  EXPECT_THAT(told(town, "LEAVER_ENABLED"), IsEmpty());
}

TEST(LeaverUsedAfter, FromTheSecondAfterTheLastDay) {
  const auto used = [](std::string_view iso) {
    return built(person("b").employed("IT").until("2026-09-30"),
                 account("b", "K").of("b").disabled().last_used(iso));
  };
  EXPECT_THAT(told(used("2026-09-30T21:59:59Z"), "LEAVER_USED_AFTER"), IsEmpty());
  EXPECT_THAT(told(used("2026-09-30T22:00:00Z"), "LEAVER_USED_AFTER"), ElementsAre("b > K/b"));
}

TEST(SuspendedEnabled, FromTheMomentOfRelease) {
  const auto released = [](std::string_view iso) {
    return built(person("b").employed("IT").status("FRITSTILLET").released_at(iso),
                 account("b", "K").of("b"), account("b", "L").of("b").disabled());
  };
  EXPECT_THAT(told(released("2026-11-02T07:00:01Z"), "SUSPENDED_ENABLED"), IsEmpty());
  EXPECT_THAT(told(released("2026-11-02T07:00:00Z"), "SUSPENDED_ENABLED"), ElementsAre("b > K/b"));
}

TEST(LeaverRightsLeft, CountsWhatIsNotExempt) {
  const auto town = built(
      person("b").employed("IT").until("2026-09-30"),
      account("b", "K").of("b").disabled().member_of("G1").member_of("G2").member_of("Alle"),
      account("b2", "K").of("b").disabled().member_of("Alle"), group("G1", "K"), group("G2", "K"),
      group("Alle", "K"), about("K:Alle", [](auto& rule) { rule.review_exempt = true; }));
  EXPECT_THAT(told(town, "LEAVER_RIGHTS_LEFT"), ElementsAre("K/b"));
  const auto finding = only(town, "LEAVER_RIGHTS_LEFT");
  EXPECT_EQ(finding.values.at("n"), "2");
  EXPECT_EQ(finding.evidence.at("rights"), "K:G1; K:G2");
}

TEST(LeaveAccess, SpeaksOfMoreThanFourteenDays) {
  const auto leave = [](std::string_view until) {
    return built(person("b").employed("IT").status("ORLOV").leave_until(until),
                 account("b", "K").of("b").member_of("G"), group("G", "K"));
  };
  EXPECT_THAT(told(leave("2026-11-16"), "LEAVE_ACCESS"), IsEmpty());
  EXPECT_THAT(told(leave("2026-11-17"), "LEAVE_ACCESS"), ElementsAre("b"));
  EXPECT_THAT(told(leave(""), "LEAVE_ACCESS"), ElementsAre("b"));
  EXPECT_THAT(told(leave("2026-11-01"), "LEAVE_ACCESS"), IsEmpty()) << "the leave is over";
}

TEST(LeaveAccess, AnotherCapacityKeepsHerHere) {
  const auto rights = account("b", "K").of("b").member_of("G");
  const auto teaching =
      built(person("b").employed("IT").status("ORLOV").employed("Skole"), rights, group("G", "K"));
  EXPECT_THAT(told(teaching, "LEAVE_ACCESS"), IsEmpty());
  const auto elected =
      built(person("b").employed("IT").status("ORLOV").elected("Byråd"), rights, group("G", "K"));
  EXPECT_THAT(told(elected, "LEAVE_ACCESS"), IsEmpty());
  const auto without = built(person("b").employed("IT").status("ORLOV"), account("b", "K").of("b"));
  EXPECT_THAT(told(without, "LEAVE_ACCESS"), IsEmpty());
}

TEST(MoverRetained, AfterTheDaysOfGrace) {
  const auto moved = [](std::string_view last_day, std::string_view first_day) {
    return built(person("b")
                     .employed("Jobcenter", "jobkonsulent")
                     .until(last_day)
                     .employed("Teknik", "byggesagsbehandler")
                     .starting(first_day),
                 account("b", "JobSpor").of("b").member_of("Sager"), group("Sager", "JobSpor"),
                 role("R-JOB").unit("Jobcenter").expects("JobSpor:Sager"));
  };
  EXPECT_THAT(told(moved("2026-10-19", "2026-10-20"), "MOVER_RETAINED"), IsEmpty());
  EXPECT_THAT(told(moved("2026-10-18", "2026-10-19"), "MOVER_RETAINED"),
              ElementsAre("b > JobSpor:Sager"));
  const auto finding = only(moved("2026-05-31", "2026-06-01"), "MOVER_RETAINED");
  EXPECT_EQ(finding.values.at("d"), "01.06.2026");
  EXPECT_EQ(finding.rule, "R-JOB");
  EXPECT_EQ(finding.severity, Severity::medium);
  ASSERT_EQ(finding.paths.size(), 1U);
}

TEST(MoverRetained, WeighsMoreWhenTheRightIsSensitive) {
  const auto moved = [](const Piece& extra) {
    return built(person("b").employed("A").until("2026-05-31").employed("B").starting("2026-06-01"),
                 account("b", "S").of("b").member_of("G"), group("G", "S"),
                 role("R").unit("A").allows("S:G"), extra);
  };
  const auto special =
      moved(system("S", [](auto& row) { row.classification = policies::Classification::special; }));
  EXPECT_EQ(only(special, "MOVER_RETAINED").severity, Severity::high);
  const auto privileged = moved(about("S:G", [](auto& rule) { rule.privileged = true; }));
  EXPECT_EQ(only(privileged, "MOVER_RETAINED").severity, Severity::high);
}

TEST(MoverRetained, LeavingOneOfTwoJobsLeavesTheOthersRightsAlone) {
  const auto town = built(person("b").employed("A").employed("B").until("2026-05-31"),
                          account("b", "S").of("b").member_of("GA").member_of("GB"),
                          group("GA", "S"), group("GB", "S"), role("RA").unit("A").expects("S:GA"),
                          role("RB").unit("B").expects("S:GB"));
  EXPECT_THAT(told(town, "MOVER_RETAINED"), ElementsAre("b > S:GB"));
}

TEST(RehireReused, AnOldGrantAfterAGapIsNotAMoversLeftover) {
  const auto town =
      built(person("vikar").employed("A").until("2026-03-31").employed("B").starting("2026-10-01"),
            account("v", "S").of("vikar").granted(
                "G", {{core::Attribute::granted_at, "2026-01-05T08:00:00Z"}}),
            group("G", "S"), role("R").unit("A").expects("S:G"));
  EXPECT_THAT(told(town, "REHIRE_REUSED"), ElementsAre("vikar > S:G"));
  EXPECT_THAT(told(town, "MOVER_RETAINED"), IsEmpty());
}

TEST(RehireReused, TheGapMustBeLongerThanFourteenDays) {
  const auto back_on = [](std::string_view first_day) {
    return built(person("v").employed("A").until("2026-03-31").employed("B").starting(first_day),
                 account("v", "S").of("v").granted("G", {{core::Attribute::start, "2026-01-05"}}),
                 group("G", "S"));
  };
  EXPECT_THAT(told(back_on("2026-04-14"), "REHIRE_REUSED"), IsEmpty());
  EXPECT_THAT(told(back_on("2026-04-15"), "REHIRE_REUSED"), ElementsAre("v > S:G"));
}

TEST(RehireReused, ANewDecisionOrANewGrantSettlesIt) {
  const auto granted = [](std::string_view day, const Piece& extra) {
    return built(
        person("v").employed("A").until("2026-03-31").employed("B").starting("2026-10-01"),
        account("v", "S").of("v").granted("G", {{core::Attribute::start, std::string(day)}}),
        group("G", "S"), extra);
  };
  EXPECT_THAT(told(granted("2026-03-31", Piece{}), "REHIRE_REUSED"), ElementsAre("v > S:G"));
  EXPECT_THAT(told(granted("2026-04-01", Piece{}), "REHIRE_REUSED"), IsEmpty());
  EXPECT_THAT(told(granted("2026-01-05", authorization("n-v", "S:G", "26/1", "2026-10-01")),
                   "REHIRE_REUSED"),
              IsEmpty());
  EXPECT_THAT(told(granted("2026-01-05", authorization("n-v", "S:G", "26/1", "2026-09-30")),
                   "REHIRE_REUSED"),
              ElementsAre("v > S:G"));
}

TEST(PersonDuplicate, OneSourceOneNameAndOneAddress) {
  const auto town = built(person("p1").named("Bo Lund").mail("Bo@x.test").employed("A"),
                          person("p2").named("BO LUND").mail("bo@x.test").employed("B"),
                          person("p3").named("Bo Lund").mail("other@x.test").employed("C"),
                          person("p4").named("Ida Holm").mail("bo@x.test").employed("D"));
  EXPECT_THAT(told(town, "PERSON_DUPLICATE"), ElementsAre("p1 > p2"));
}

TEST(PersonDuplicate, OneWhoHasLeftIsNoDuplicate) {
  const auto town =
      built(person("p1").named("Bo Lund").mail("bo@x.test").employed("A").until("2026-01-01"),
            person("p2").named("Bo Lund").mail("bo@x.test").employed("B"));
  EXPECT_THAT(told(town, "PERSON_DUPLICATE"), IsEmpty());
}

TEST(PersonDuplicate, AUserPrincipalNameCountsAsWell) {
  const auto town = built(person("p1").named("Bo Lund").upn("bo@x").employed("A"),
                          person("p2").named("Bo Lund").upn("BO@x").employed("B"));
  EXPECT_THAT(told(town, "PERSON_DUPLICATE"), ElementsAre("p1 > p2"));
}

}  // namespace
}  // namespace rettesnor::reconcile
