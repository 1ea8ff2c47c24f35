// What was known of people stays known: rows that vanish, and rows that are told otherwise.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reconcile/checks.h"
#include "reconcile/person_state.h"
#include "tests/support/told_findings.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kDropped = "2026-10-20T06:00:00Z";

TEST(Remembered, WhoWasToldAsLeavingAndIsDroppedLeftOnTheDayTold) {
  const auto town =
      built(gone(person("birthe").employed("IT").until("2026-09-30"), "2026-10-03T06:00:00Z"),
            account("bikra", "Kataloget").of("birthe").last_used("2026-10-05T08:00:00Z"));
  EXPECT_EQ(town.owner("Kataloget/bikra"), "birthe");
  EXPECT_EQ(only(town, "LEAVER_ENABLED").values.at("d"), "30.09.2026");
  EXPECT_THAT(told(town, "LEAVER_USED_AFTER"), ElementsAre("birthe > Kataloget/bikra"));
  EXPECT_THAT(told(town, "LEAVER_UNCONFIRMED"), IsEmpty());
  EXPECT_THAT(told(town, "ACC_ORPHAN"), IsEmpty());
}

TEST(Remembered, ALastDayThatIsToldCountsForMandatesAndEngagementsToo) {
  const auto council =
      built(gone(person("bo").from("Byraad").elected("Byrådet").until("2026-09-30"), kDropped),
            account("bo", "Dagsorden").mail("bo@example.test"));
  EXPECT_THAT(told(council, "MANDATE_ENDED"), ElementsAre("bo > Dagsorden/bo"));
  const auto vendor =
      built(gone(person("vic").from("Lev").engaged("vendor", "111").until("2026-09-30"), kDropped),
            account("vic", "K").kind("vendor").vendor("111").mail("vic@example.test"));
  EXPECT_THAT(told(vendor, "LEAVER_ENABLED"), ElementsAre("vic > K/vic"));
}

TEST(Remembered, WhoVanishesWithoutAWordIsALeaverToBeConfirmed) {
  const auto town = built(gone(person("birthe").named("Birthe Kragelund").employed("IT"), kDropped),
                          account("bikra", "Kataloget").of("birthe"),
                          account("closed", "Kataloget").of("birthe").disabled());
  const auto finding = only(town, "LEAVER_UNCONFIRMED");
  EXPECT_EQ(finding.values.at("p"), "Birthe Kragelund");
  EXPECT_EQ(finding.values.at("s"), "HR");
  EXPECT_EQ(finding.evidence.at("vanished_on"), "2026-10-20");
  EXPECT_THAT(told(town, "LEAVER_ENABLED"), IsEmpty());
  EXPECT_THAT(told(town, "ACC_ORPHAN"), IsEmpty());
}

TEST(Remembered, AMandateOrAnEngagementThatVanishesWithoutAWordIsToBeConfirmed) {
  const auto council = built(gone(person("bo").from("Byraad").elected("Byrådet"), kDropped),
                             account("bo", "Dagsorden").mail("bo@example.test"));
  EXPECT_THAT(told(council, "LEAVER_UNCONFIRMED"), ElementsAre("bo > Dagsorden/bo"));
  const auto vendor = built(gone(person("vic").from("Lev").engaged("vendor", "111"), kDropped),
                            account("vic", "K").kind("vendor").mail("vic@example.test"));
  EXPECT_THAT(told(vendor, "LEAVER_UNCONFIRMED"), ElementsAre("vic > K/vic"));
}

TEST(Remembered, APersonWhoseRowStaysButWhoseOnlyEmploymentVanishedIsToBeConfirmed) {
  Person row = person("ada").employed("IT");
  Piece employment = row;
  employment.objects.erase(employment.objects.begin());
  row.objects.pop_back();
  const auto town = built(row, gone(employment, kDropped), account("ada", "K").of("ada"));
  ASSERT_EQ(town.graph().persons.size(), 1U);
  EXPECT_THAT(told(town, "LEAVER_UNCONFIRMED"), ElementsAre("ada > K/ada"));
}

TEST(Remembered, AnEmploymentThatVanishedBesideAnotherIsAMove) {
  Piece left = person("ada").employed("Jobcenter");
  left.objects.erase(left.objects.begin());
  const auto town =
      built(person("ada").employed("Teknik").number("n-new"), gone(left, "2026-10-01T06:00:00Z"),
            account("ada", "JobSpor").of("ada").member_of("Sager"), group("Sager", "JobSpor"),
            role("R-JOB").unit("Jobcenter").expects("JobSpor:Sager"));
  EXPECT_EQ(town.verdict("ada", "JobSpor:Sager"), Verdict::former);
  EXPECT_THAT(told(town, "MOVER_RETAINED"), ElementsAre("ada > JobSpor:Sager"));
  EXPECT_THAT(told(town, "LEAVER_UNCONFIRMED"), IsEmpty());
}

TEST(Remembered, ANumberThatSomebodyHasNowIsNotHersAnyMoreWhoVanished) {
  const auto town =
      built(gone(person("old").employed("IT").number("100"), kDropped),
            person("new").employed("IT").number("100"), account("x", "K").employee_no("100"));
  EXPECT_EQ(town.owner("K/x"), "new");
  EXPECT_EQ(town.graph().person_by_employee_no("100"), town.person("new"));
}

TEST(Remembered, WhoIsToldGoesBeforeWhoIsRememberedInEveryKey) {
  const auto by_mail =
      built(gone(person("old").mail("m@k.test").employed("IT"), kDropped),
            person("new").mail("m@k.test").employed("IT"), account("x", "K").mail("m@k.test"));
  EXPECT_EQ(by_mail.owner("K/x"), "new");
  const auto by_name =
      built(gone(person("old").named("Bo Lund").employed("IT"), kDropped),
            person("new").named("Bo Lund").employed("IT"), account("x", "K").named("Bo Lund"));
  EXPECT_EQ(by_name.tier("K/x"), LinkTier::name_only);
}

TEST(Remembered, AHumansLinkToSomebodyWhoVanishedStands) {
  const auto town = built(gone(person("birthe").employed("IT"), kDropped), account("x", "K"),
                          settled("K", "x", "birthe"));
  EXPECT_EQ(town.owner("K/x"), "birthe");
  EXPECT_THAT(told(town, "LEAVER_UNCONFIRMED"), ElementsAre("birthe > K/x"));
}

TEST(Remembered, OwnersAndSponsorsWhoVanishedAreKnownByName) {
  const auto town =
      built(gone(person("ole").named("Ole Lund").employed("IT").until("2026-09-30"), kDropped),
            account("svc", "K").kind("service").set(Attribute::owner, "n-ole"));
  EXPECT_THAT(told(town, "SVC_OWNER_LEFT"), ElementsAre("K/svc > ole"));
  EXPECT_THAT(told(town, "SVC_NO_OWNER"), IsEmpty());
}

TEST(Remembered, AUnitOrATitleToldOtherwiseInTheSameRowIsAMove) {
  const auto moved = [](std::string_view seen) {
    return built(person("ada").employed("Teknik").was(Attribute::unit, "Jobcenter", seen),
                 unit("Jobcenter"), account("ada", "JobSpor").of("ada").member_of("Sager"),
                 group("Sager", "JobSpor"),
                 role("R-JOB").unit("Jobcenter").expects("JobSpor:Sager"));
  };
  EXPECT_EQ(moved("2026-11-01T06:00:00Z").verdict("ada", "JobSpor:Sager"), Verdict::former);
  EXPECT_THAT(told(moved("2026-11-01T06:00:00Z"), "MOVER_RETAINED"), IsEmpty()) << "grace";
  const auto finding = only(moved("2026-10-01T06:00:00Z"), "MOVER_RETAINED");
  EXPECT_EQ(finding.values.at("d"), "01.10.2026");
  const auto titled =
      built(person("ada")
                .employed("IT", "vikar")
                .was(Attribute::title, "lønkonsulent", "2026-10-01T06:00:00Z"),
            account("ada", "Løn").of("ada").member_of("Ret løn"), group("Ret løn", "Løn"),
            role("R-LON").title("lønkonsulent").expects("Løn:Ret løn"));
  EXPECT_THAT(told(titled, "MOVER_RETAINED"), ElementsAre("ada > Løn:Ret løn"));
}

TEST(Remembered, AUnitThatIsGoneStillSaysWhatItsPeopleHad) {
  const auto town =
      built(person("ada").employed("Ny").was(Attribute::unit, "Gammel", "2026-10-01T06:00:00Z"),
            gone(unit("Gammel").under("Centret"), "2026-10-01T06:00:00Z"), unit("Centret"),
            account("ada", "K").of("ada").member_of("G"), group("G", "K"),
            role("R").unit_under("Centret").expects("K:G"));
  EXPECT_EQ(town.verdict("ada", "K:G"), Verdict::former);
  ASSERT_NE(town.unit("Gammel"), kNone);
  EXPECT_EQ(town.graph().units[town.unit("Gammel")].closed_on, day("2026-09-30"));
}

TEST(Remembered, WhatAVanishedUnitsLeaderHadIsFormerAndNotHersBecauseSheLeadsAnother) {
  const auto town =
      built(person("bo").employed("Ny").was(Attribute::unit, "Gammel", "2026-10-01T06:00:00Z"),
            gone(unit("Gammel").led_by("n-bo"), "2026-10-01T06:00:00Z"), unit("Ny").led_by("n-bo"),
            account("bo", "K").of("bo").member_of("G"), group("G", "K"),
            role("R").when(is(policies::Condition::Op::leads_unit, {"Gammel"})).expects("K:G"));
  EXPECT_EQ(town.verdict("bo", "K:G"), Verdict::former);
}

TEST(Remembered, ASpellingToldOtherwiseIsNoMove) {
  const auto town = built(
      person("ada").employed("IT", "Lærer").was(Attribute::title, "LÆRER", "2026-10-01T06:00:00Z"));
  EXPECT_EQ(town.graph().employments.size(), 1U);
  const auto untold = built(
      person("ada").employed("IT", "lærer").was(Attribute::title, "", "2026-10-01T06:00:00Z"));
  EXPECT_EQ(untold.graph().employments.size(), 1U);
}

TEST(Remembered, AMoveSeenAfterTheLastDayDoesNotMoveTheLastDay) {
  const auto town = built(person("ada")
                              .employed("Ny")
                              .until("2026-09-30")
                              .was(Attribute::unit, "Gammel", "2026-10-15T06:00:00Z"),
                          account("ada", "K").of("ada"));
  EXPECT_EQ(only(town, "LEAVER_ENABLED").values.at("d"), "30.09.2026");
}

TEST(NoCapacity, UseBetweenTwoEngagementsIsAFinding) {
  const auto used = [](std::string_view iso) {
    return built(
        person("b").employed("IT").until("2026-10-30").employed("IT").starting("2026-12-01"),
        account("b", "K").of("b").last_used(iso));
  };
  EXPECT_THAT(told(used("2026-10-30T21:00:00Z"), "NO_CAPACITY"), IsEmpty());
  const auto finding = only(used("2026-10-31T08:00:00Z"), "NO_CAPACITY");
  EXPECT_EQ(finding.values.at("d"), "31.10.2026");
  EXPECT_EQ(finding.values.at("e"), "30.11.2026");
  EXPECT_EQ(finding.severity, core::Severity::high);
}

TEST(NoCapacity, UseBeforeAFirstDayIsAFindingAndAnOpenAccountIsNot) {
  const auto with = [](Account account) {
    return built(person("b").employed("IT").starting("2026-12-01"), account);
  };
  EXPECT_THAT(told(with(account("b", "K").of("b")), "NO_CAPACITY"), IsEmpty());
  EXPECT_THAT(
      told(with(account("b", "K").of("b").last_used("2026-11-01T08:00:00Z")), "NO_CAPACITY"),
      ElementsAre("b > K/b"));
}

TEST(NoCapacity, AnAccountThatStaysOpenBetweenTwoEngagementsIsASmallerFinding) {
  const auto ended = [](std::string_view last) {
    return built(person("b").employed("IT").until(last).elected("Byrådet").starting("2027-01-01"),
                 account("b", "K").of("b"), account("c", "K").of("b").disabled());
  };
  EXPECT_EQ(only(ended("2026-09-30"), "NO_CAPACITY").severity, core::Severity::medium);
  EXPECT_THAT(told(ended("2026-10-25"), "NO_CAPACITY"), IsEmpty());
}

}  // namespace
}  // namespace rettesnor::reconcile
