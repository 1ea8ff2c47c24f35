// When a source is due: by what was read, over outages, failures and changes of the clock.
#include "service/schedule.h"

#include <gtest/gtest.h>

#include "tests/support/town_builder.h"

namespace rettesnor::service {
namespace {

using core::PullOutcome;
using std::chrono::minutes;
using test::copenhagen;
using test::moment;

store::PullSummary pull(const char* started, PullOutcome outcome = PullOutcome::applied) {
  store::PullSummary summary{.pull = core::PullId{1}};
  summary.started = moment(started);
  summary.outcome = outcome;
  return summary;
}

const policies::Cadence kNightly{.at = minutes(120)};
const policies::Cadence kHalfHourly{.every = minutes(30)};

std::string next(const policies::Cadence& cadence, const std::vector<store::PullSummary>& pulls,
                 const char* now) {
  const auto due = next_pull(cadence, pulls, copenhagen(), moment(now));
  return due ? core::to_iso(*due) : "never";
}

TEST(Schedule, ASourceThatWasNeverReadIsDueAtOnceUnlessItNeverIs) {
  EXPECT_EQ(next(kNightly, {}, "2026-11-02T07:00:00Z"), "2026-11-02T07:00:00Z");
  EXPECT_EQ(next({}, {}, "2026-11-02T07:00:00Z"), "never");
}

TEST(Schedule, ATimeOfDayIsLocal) {
  EXPECT_EQ(next(kNightly, {pull("2026-11-02T01:00:00Z")}, "2026-11-02T07:00:00Z"),
            "2026-11-03T01:00:00Z");
  EXPECT_EQ(next(kNightly, {pull("2026-07-02T00:00:00Z")}, "2026-07-02T07:00:00Z"),
            "2026-07-03T00:00:00Z");
}

TEST(Schedule, WhatWasMissedIsDueOnceAndNotOnceForEachNight) {
  const auto old = pull("2026-10-20T01:00:00Z");
  const std::string due = next(kNightly, {old}, "2026-11-02T07:00:00Z");
  EXPECT_LE(due, "2026-11-02T07:00:00Z");
  EXPECT_EQ(next(kNightly, {pull("2026-11-02T07:00:00Z"), old}, "2026-11-02T07:00:15Z"),
            "2026-11-03T01:00:00Z");
  const auto half = pull("2026-11-02T01:00:00Z");
  EXPECT_LE(next(kHalfHourly, {half}, "2026-11-02T07:00:00Z"), "2026-11-02T07:00:00Z");
  EXPECT_EQ(next(kHalfHourly, {pull("2026-11-02T07:00:00Z"), half}, "2026-11-02T07:00:15Z"),
            "2026-11-02T07:30:00Z");
}

TEST(Schedule, AFailureIsTriedAgainSoonThenMoreSeldom) {
  std::vector<store::PullSummary> pulls{pull("2026-11-02T01:00:00Z", PullOutcome::failed),
                                        pull("2026-11-01T01:00:00Z")};
  EXPECT_EQ(next(kNightly, pulls, "2026-11-02T01:00:15Z"), "2026-11-02T01:01:00Z");
  pulls.insert(pulls.begin(), pull("2026-11-02T01:01:00Z", PullOutcome::failed));
  EXPECT_EQ(next(kNightly, pulls, "2026-11-02T01:01:15Z"), "2026-11-02T01:03:00Z");
  EXPECT_EQ(back_off(1), minutes(1));
  EXPECT_EQ(back_off(6), minutes(32));
  EXPECT_EQ(back_off(7), minutes(60));
  EXPECT_EQ(back_off(1000), minutes(60));
}

TEST(Schedule, APullInQuarantineIsNoFailure) {
  EXPECT_EQ(next(kNightly, {pull("2026-11-02T01:00:00Z", PullOutcome::quarantined)},
                 "2026-11-02T07:00:00Z"),
            "2026-11-03T01:00:00Z");
}

TEST(Schedule, TheClocksChangeAndItIsStillOnceADay) {
  // 28 March 2027: 02:00 to 03:00 is skipped; 31 October: it is shown twice.
  EXPECT_EQ(core::to_iso(local_moment(copenhagen(), test::day("2027-03-28"), minutes(150))),
            "2027-03-28T01:30:00Z");
  EXPECT_EQ(core::to_iso(local_moment(copenhagen(), test::day("2027-03-28"), minutes(300))),
            "2027-03-28T03:00:00Z");
  EXPECT_EQ(core::to_iso(local_moment(copenhagen(), test::day("2027-10-31"), minutes(150))),
            "2027-10-31T00:30:00Z");
  EXPECT_EQ(core::to_iso(local_moment(copenhagen(), test::day("2027-10-31"), minutes(300))),
            "2027-10-31T04:00:00Z");
  for (const char* first : {"2027-03-25T12:00:00Z", "2027-10-28T12:00:00Z", "2026-12-29T12:00:00Z",
                            "2028-02-27T12:00:00Z"}) {
    std::vector<store::PullSummary> pulls{pull(first)};
    int read = 0;
    for (int minute = 0; minute < 6 * 24 * 60; minute += 5) {
      const core::Timestamp now = moment(first) + minutes(minute);
      const auto due = next_pull({.at = minutes(150)}, pulls, copenhagen(), now);
      if (*due > now) continue;
      ++read;
      store::PullSummary done{.pull = core::PullId{1}};
      done.started = now;
      done.outcome = PullOutcome::applied;
      pulls.insert(pulls.begin(), done);
    }
    EXPECT_EQ(read, 6) << first;
  }
}

TEST(Schedule, CadencesAreSpeltInOneWay) {
  EXPECT_EQ(policies::parse_cadence("02:00"), kNightly);
  EXPECT_EQ(policies::parse_cadence("every 30 minutes"), kHalfHourly);
  EXPECT_EQ(policies::parse_cadence("never"), policies::Cadence{});
  for (const char* wrong : {"", "2:00", "24:00", "02:60", "every  minutes", "every 0 minutes",
                            "every x minutes", "hourly", "-1:00"}) {
    EXPECT_EQ(policies::parse_cadence(wrong), std::nullopt) << wrong;
  }
}

}  // namespace
}  // namespace rettesnor::service
