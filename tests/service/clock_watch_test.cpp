// The wall clock against a clock that nobody can set.
#include "service/clock_watch.h"

#include <gtest/gtest.h>

namespace rettesnor::service {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(ClockWatch, ALeapIsWhatTheOtherClockDoesNotShow) {
  seconds up{1000};
  const core::Timestamp start{seconds{1'800'000'000}};
  ClockWatch watch([&] { return up; }, start);
  up += hours(48);
  EXPECT_FALSE(watch.moved(start + hours(48))) << "time went on";
  EXPECT_FALSE(watch.moved(start + hours(48) + minutes(2))) << "set right";
  EXPECT_EQ(watch.moved(start + hours(50)), hours(2));
  EXPECT_EQ(watch.moved(start + hours(46)), -hours(2));
  EXPECT_EQ(watch.moved(start + hours(48) + hours(24 * 3652)), hours(24 * 3652));
  watch.believe(start + hours(50));
  up += hours(1);
  EXPECT_FALSE(watch.moved(start + hours(51)));
}

TEST(ClockWatch, AClockThatStandsStillIsNotHeldAgainstAnything) {
  const core::Timestamp start{seconds{1'800'000'000}};
  const ClockWatch watch({}, start);
  EXPECT_FALSE(watch.moved(start));
  EXPECT_FALSE(watch.moved(start + hours(9999)));
}

TEST(ClockWatch, TheOtherClockGoesOn) {
  EXPECT_GT(seconds_up().count(), 0);
}

}  // namespace
}  // namespace rettesnor::service
