// Who is current, who has left, and on which day: local days, last day inclusive.
#include <gtest/gtest.h>

#include "reconcile/read_people.h"
#include "tests/support/town_builder.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;

PersonNode ada(const Person& told, std::string_view at = "2026-11-02T07:00:00Z") {
  const auto town = built(told, now(at));
  return town.graph().persons[town.person("ada")];
}

TEST(People, ALastDayIsInclusiveToTheEndOfTheLocalDay) {
  const Person told = person("ada").employed("IT").until("2026-11-02");
  EXPECT_TRUE(ada(told, "2026-11-02T22:59:59Z").current);   // 23:59:59 in Copenhagen
  EXPECT_FALSE(ada(told, "2026-11-02T23:00:00Z").current);  // midnight
  EXPECT_EQ(ada(told, "2026-11-02T23:00:00Z").left_on, day("2026-11-02"));
}

TEST(People, AFirstDayBeginsAtLocalMidnight) {
  const Person told = person("ada").employed("IT").starting("2026-07-01");
  EXPECT_FALSE(ada(told, "2026-06-30T21:59:59Z").current);
  EXPECT_TRUE(ada(told, "2026-06-30T22:00:00Z").current);  // summer time: two hours ahead
}

TEST(People, TheNightWithTwoHalfPastTwosIsOneDay) {
  const Person told = person("ada").employed("IT").until("2026-10-25");
  EXPECT_TRUE(ada(told, "2026-10-25T00:30:00Z").current);  // 02:30 the first time
  EXPECT_TRUE(ada(told, "2026-10-25T01:30:00Z").current);  // 02:30 again
  EXPECT_TRUE(ada(told, "2026-10-25T22:59:59Z").current);
  EXPECT_FALSE(ada(told, "2026-10-25T23:00:00Z").current);
}

TEST(People, OneWhoLeavesTomorrowHasNotLeft) {
  const PersonNode p = ada(person("ada").employed("IT").status("FRATRAADT").until("2026-11-03"));
  EXPECT_TRUE(p.current);
  EXPECT_EQ(p.left_on, std::nullopt);
}

TEST(People, OneToldAsGoneWithoutADayHasLeftByYesterday) {
  for (const char* status : {"FRATRAADT", "DOED"}) {
    const PersonNode p = ada(person("ada").employed("IT").status(status));
    EXPECT_FALSE(p.current) << status;
    EXPECT_EQ(p.left_on, day("2026-11-01")) << status;
  }
}

TEST(People, TheDeadAreNotCurrentWhateverTheDatesSay) {
  const PersonNode p = ada(person("ada").employed("IT").status("DOED").until("2026-12-31"));
  EXPECT_TRUE(p.dead);
  EXPECT_FALSE(p.current);
  EXPECT_EQ(p.left_on, day("2026-11-01"));
}

TEST(People, TheLatestLastDayOverAllCapacitiesCounts) {
  const PersonNode p =
      ada(person("ada").employed("IT").until("2026-03-31").elected("Byrådet").until("2025-12-31"));
  EXPECT_EQ(p.left_on, day("2026-03-31"));
}

TEST(People, OneOfTwoJobsIsEnoughToBeCurrent) {
  const PersonNode p = ada(person("ada").employed("IT").until("2026-03-31").employed("Skole"));
  EXPECT_TRUE(p.current);
  EXPECT_EQ(p.left_on, std::nullopt);
}

TEST(People, SomebodyWhoIsToBeginAgainHasNotLeft) {
  const PersonNode p =
      ada(person("ada").employed("IT").until("2026-03-31").employed("IT").starting("2026-12-01"));
  EXPECT_FALSE(p.current);
  EXPECT_EQ(p.left_on, std::nullopt);
}

TEST(People, APersonWithoutAnyCapacityHasNotLeft) {
  const PersonNode p = ada(person("ada"));
  EXPECT_FALSE(p.current);
  EXPECT_EQ(p.left_on, std::nullopt);
}

TEST(People, ReleasedCountsFromItsMomentAndNotBesideAnotherCapacity) {
  Person told = person("ada").employed("IT").status("FRITSTILLET");
  told.released_at("2026-10-30T16:00:00Z");
  EXPECT_EQ(ada(told, "2026-10-30T15:59:59Z").released_at, std::nullopt);
  EXPECT_EQ(ada(told, "2026-10-30T16:00:00Z").released_at, moment("2026-10-30T16:00:00Z"));
  EXPECT_EQ(ada(told.elected("Byrådet")).released_at, std::nullopt);
}

TEST(People, ALeaderWhoHasLeftLeadsNothing) {
  const auto town =
      built(unit("IT").led_by("N-ADA"), unit("Skole").led_by("n-bo"), person("ada").employed("IT"),
            person("bo").employed("IT").until("2026-10-31"));
  EXPECT_EQ(town.graph().units[town.unit("IT")].leader, town.person("ada"));
  EXPECT_EQ(town.graph().units[town.unit("Skole")].leader, kNone);
}

TEST(People, UnitsInARingDoNotHang) {
  const auto town = built(unit("A").under("B"), unit("B").under("A"), unit("C").under("A"));
  const AccessGraph& g = town.graph();
  EXPECT_TRUE(g.is_unit_under(town.unit("C"), town.unit("B")));
  EXPECT_FALSE(g.is_unit_under(town.unit("A"), town.unit("C")));
}

TEST(People, ANumberThatTwoPersonsShareNamesNeither) {
  const auto town =
      built(person("ada").employed("IT").number("7"), person("bo").employed("IT").number("7"));
  EXPECT_EQ(town.graph().person_by_employee_no("7"), kNone);
}

TEST(Accounts, AnAccountIsUsableToItsLastMoment) {
  const auto usable = [](const char* at) {
    const auto town = built(account("x", "K").expires("2026-11-02T12:00:00Z"), now(at));
    return town.graph().accounts[0].usable;
  };
  EXPECT_TRUE(usable("2026-11-02T12:00:00Z"));
  EXPECT_FALSE(usable("2026-11-02T12:00:01Z"));
}

}  // namespace
}  // namespace rettesnor::reconcile
