// The ladder for whoever guesses passwords, step by step and from many sides.
#include "web/sessions/login_throttle.h"

#include <gtest/gtest.h>

namespace rettesnor::web {
namespace {

using namespace std::chrono_literals;

// 2026-11-02 08:00 in Copenhagen; the day ends 16 hours later.
const core::Timestamp kFirstTry = *core::parse_timestamp("2026-11-02T07:00:00Z");

const core::LocalZone& zone() {
  static const core::LocalZone kZone = *core::LocalZone::named("Europe/Copenhagen");
  return kZone;
}

std::chrono::seconds wait_after(int failures) {
  return next_try_of_account({failures, kFirstTry}, zone()) - kFirstTry;
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
  const core::Timestamp midnight = kFirstTry + 16h;
  for (core::Timestamp at = kFirstTry; at < midnight; at += 1s) {
    if (!throttle.admit("ada", "", at)) ++let_in;
  }
  EXPECT_EQ(let_in, 100);
  EXPECT_FALSE(throttle.admit("ada", "", midnight)) << "a new day, and she is let in again";
}

TEST(LoginThrottle, ManyAtOnceAreNoWayAround) {
  LoginThrottle throttle(zone());
  EXPECT_FALSE(throttle.admit("ada", "10.0.0.1", kFirstTry));
  EXPECT_EQ(throttle.admit("ada", "10.0.0.2", kFirstTry), 1s) << "the first has no verdict yet";
  EXPECT_EQ(throttle.admit("ADA", "10.0.0.3", kFirstTry), 1s) << "names are compared folded";
}

TEST(LoginThrottle, OthersDoNotWait) {
  LoginThrottle throttle(zone());
  for (int i = 0; i < 20; ++i) throttle.admit("ada", "10.0.0.1", kFirstTry);
  EXPECT_FALSE(throttle.admit("bo", "10.0.0.1", kFirstTry));
  EXPECT_FALSE(throttle.admit("cleo", "10.0.0.2", kFirstTry));
}

TEST(LoginThrottle, APeerThatTriesManyAccountsWaitsToo) {
  LoginThrottle throttle(zone());
  for (int i = 0; i < 30; ++i) {
    EXPECT_FALSE(throttle.admit("a" + std::to_string(i), "10.0.0.1", kFirstTry)) << i;
  }
  EXPECT_EQ(throttle.admit("b", "10.0.0.1", kFirstTry), 1s);
  EXPECT_FALSE(throttle.admit("b", "10.0.0.2", kFirstTry)) << "from elsewhere she comes in";
  EXPECT_EQ(next_try_of_peer({90, kFirstTry}), kFirstTry + 3s);
  EXPECT_EQ(next_try_of_peer({250, kFirstTry}), kFirstTry + 5s);
  EXPECT_EQ(next_try_of_peer({1'000'000, kFirstTry}), kFirstTry + 10s)
      << "a town hall is never shut out";
}

TEST(LoginThrottle, TheRightPasswordForgetsTheAccountsFailuresAndNotThePeers) {
  LoginThrottle throttle(zone());
  for (int i = 0; i < 5; ++i) throttle.admit("ada", "10.0.0.1", kFirstTry + i * 10s);
  throttle.succeeded("ada", "10.0.0.1");
  EXPECT_FALSE(throttle.admit("ada", "", kFirstTry + 50s)) << "she begins from nothing";
  for (int i = 0; i < 26; ++i) throttle.admit("a" + std::to_string(i), "10.0.0.1", kFirstTry + 50s);
  EXPECT_TRUE(throttle.admit("x", "10.0.0.1", kFirstTry + 50s))
      << "four of the first five still count";
}

TEST(LoginThrottle, TheWaitBeginsWithTheVerdict) {
  LoginThrottle throttle(zone());
  EXPECT_FALSE(throttle.admit("ada", "10.0.0.1", kFirstTry));
  throttle.failed("ada", "10.0.0.1", kFirstTry + 5s);
  EXPECT_EQ(throttle.admit("ada", "", kFirstTry + 5s), 1s);
  EXPECT_FALSE(throttle.admit("ada", "", kFirstTry + 6s));
}

TEST(LoginThrottle, ATryWithoutAVerdictCountsForNothing) {
  LoginThrottle throttle(zone());
  EXPECT_FALSE(throttle.admit("ada", "10.0.0.1", kFirstTry));
  throttle.take_back("ada", "10.0.0.1");
  EXPECT_FALSE(throttle.admit("ada", "10.0.0.1", kFirstTry));
}

TEST(LoginThrottle, WhoWaitsAndTriesAgainDoesNotWaitLonger) {
  LoginThrottle throttle(zone());
  throttle.admit("ada", "", kFirstTry);
  EXPECT_TRUE(throttle.admit("ada", "", kFirstTry));
  EXPECT_TRUE(throttle.admit("ada", "", kFirstTry));
  EXPECT_FALSE(throttle.admit("ada", "", kFirstTry + 1s));
}

TEST(LoginThrottle, RemembersABoundedNumberAndForgetsTheLeastFirst) {
  LoginThrottle throttle(zone());
  for (int i = 0; i < 3; ++i) throttle.admit("ada", "", kFirstTry + i * 5s);
  const core::Timestamp later = kFirstTry + 11s;
  for (std::size_t i = 0; i < LoginThrottle::kMost + 5; ++i) {
    throttle.admit("made-up-" + std::to_string(i), "", later);
  }
  EXPECT_TRUE(throttle.admit("ada", "", later)) << "a flood of names does not wash her count away";
}

}  // namespace
}  // namespace rettesnor::web
