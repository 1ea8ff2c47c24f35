// The ladder for whoever guesses passwords, step by step and from many sides.
#include "web/sessions/login_throttle.h"

#include <gtest/gtest.h>

namespace rettesnor::web {
namespace {

using namespace std::chrono_literals;

// 2026-11-02 08:00 in Copenhagen; the day ends 16 hours later.
const core::Timestamp kNow = *core::parse_timestamp("2026-11-02T07:00:00Z");

const core::LocalZone& zone() {
  static const core::LocalZone kZone = *core::LocalZone::named("Europe/Copenhagen");
  return kZone;
}

std::chrono::seconds wait_after(int failures) {
  return next_try_of_account({failures, kNow}, zone()) - kNow;
}

TEST(LoginThrottle, GrowsByTheLadder) {
  EXPECT_EQ(wait_after(1), 1s);
  EXPECT_EQ(wait_after(2), 1s);
  EXPECT_EQ(wait_after(3), 3s);
  EXPECT_EQ(wait_after(8), 3s);
  EXPECT_EQ(wait_after(9), 5s);
  EXPECT_EQ(wait_after(24), 5s);
  EXPECT_EQ(wait_after(25), 10s);
  EXPECT_EQ(wait_after(99), 10s);
  EXPECT_EQ(wait_after(100), 16h) << "until the local day ends";
}

TEST(LoginThrottle, NoMoreThanAHundredTriesOfAnAccountADayAreLetIn) {
  LoginThrottle throttle(zone());
  int let_in = 0;
  const core::Timestamp midnight = kNow + 16h;
  for (core::Timestamp at = kNow; at < midnight; at += 1s) {
    if (!throttle.admit("ada", "", at)) ++let_in;
  }
  EXPECT_EQ(let_in, 100);
  EXPECT_FALSE(throttle.admit("ada", "", midnight)) << "a new day, and she is let in again";
}

TEST(LoginThrottle, ManyAtOnceAreNoWayAround) {
  LoginThrottle throttle(zone());
  EXPECT_FALSE(throttle.admit("ada", "10.0.0.1", kNow));
  EXPECT_EQ(throttle.admit("ada", "10.0.0.2", kNow), 1s) << "the first has no verdict yet";
  EXPECT_EQ(throttle.admit("ADA", "10.0.0.3", kNow), 1s) << "names are compared folded";
}

TEST(LoginThrottle, OthersDoNotWait) {
  LoginThrottle throttle(zone());
  for (int i = 0; i < 20; ++i) throttle.admit("ada", "10.0.0.1", kNow);
  EXPECT_FALSE(throttle.admit("bo", "10.0.0.1", kNow));
  EXPECT_FALSE(throttle.admit("cleo", "10.0.0.2", kNow));
}

TEST(LoginThrottle, APeerThatTriesManyAccountsWaitsToo) {
  LoginThrottle throttle(zone());
  for (int i = 0; i < 30; ++i) {
    EXPECT_FALSE(throttle.admit("a" + std::to_string(i), "10.0.0.1", kNow)) << i;
  }
  EXPECT_EQ(throttle.admit("b", "10.0.0.1", kNow), 1s);
  EXPECT_FALSE(throttle.admit("b", "10.0.0.2", kNow)) << "from elsewhere she comes in";
  EXPECT_EQ(next_try_of_peer({90, kNow}), kNow + 3s);
  EXPECT_EQ(next_try_of_peer({250, kNow}), kNow + 5s);
  EXPECT_EQ(next_try_of_peer({1'000'000, kNow}), kNow + 10s) << "a town hall is never shut out";
}

TEST(LoginThrottle, TheRightPasswordForgetsTheAccountsFailuresAndNotThePeers) {
  LoginThrottle throttle(zone());
  for (int i = 0; i < 5; ++i) throttle.admit("ada", "10.0.0.1", kNow + i * 10s);
  throttle.succeeded("ada", "10.0.0.1");
  EXPECT_FALSE(throttle.admit("ada", "", kNow + 50s)) << "she begins from nothing";
  for (int i = 0; i < 26; ++i) throttle.admit("a" + std::to_string(i), "10.0.0.1", kNow + 50s);
  EXPECT_TRUE(throttle.admit("x", "10.0.0.1", kNow + 50s)) << "four of the first five still count";
}

TEST(LoginThrottle, TheWaitBeginsWithTheVerdict) {
  LoginThrottle throttle(zone());
  EXPECT_FALSE(throttle.admit("ada", "10.0.0.1", kNow));
  throttle.failed("ada", "10.0.0.1", kNow + 5s);
  EXPECT_EQ(throttle.admit("ada", "", kNow + 5s), 1s);
  EXPECT_FALSE(throttle.admit("ada", "", kNow + 6s));
}

TEST(LoginThrottle, ATryWithoutAVerdictCountsForNothing) {
  LoginThrottle throttle(zone());
  EXPECT_FALSE(throttle.admit("ada", "10.0.0.1", kNow));
  throttle.take_back("ada", "10.0.0.1");
  EXPECT_FALSE(throttle.admit("ada", "10.0.0.1", kNow));
}

TEST(LoginThrottle, WhoWaitsAndTriesAgainDoesNotWaitLonger) {
  LoginThrottle throttle(zone());
  throttle.admit("ada", "", kNow);
  EXPECT_TRUE(throttle.admit("ada", "", kNow));
  EXPECT_TRUE(throttle.admit("ada", "", kNow));
  EXPECT_FALSE(throttle.admit("ada", "", kNow + 1s));
}

TEST(LoginThrottle, RemembersABoundedNumberAndForgetsTheLeastFirst) {
  LoginThrottle throttle(zone());
  for (int i = 0; i < 3; ++i) throttle.admit("ada", "", kNow + i * 5s);
  const core::Timestamp later = kNow + 11s;
  for (std::size_t i = 0; i < LoginThrottle::kMost + 5; ++i) {
    throttle.admit("made-up-" + std::to_string(i), "", later);
  }
  EXPECT_TRUE(throttle.admit("ada", "", later)) << "a flood of names does not wash her count away";
}

}  // namespace
}  // namespace rettesnor::web
