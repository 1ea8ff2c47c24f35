// The ladder for whoever guesses passwords, step by step and from many sides.
#include "web/slowing.h"

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

TEST(Slowing, GrowsByTheLadder) {
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

TEST(Slowing, NoMoreThanAHundredTriesOfAnAccountADayAreLetIn) {
  Slowing slowing(zone());
  int let_in = 0;
  const core::Timestamp midnight = kNow + 16h;
  for (core::Timestamp at = kNow; at < midnight; at += 1s) {
    if (!slowing.admit("ada", "", at)) ++let_in;
  }
  EXPECT_EQ(let_in, 100);
  EXPECT_FALSE(slowing.admit("ada", "", midnight)) << "a new day, and she is let in again";
}

TEST(Slowing, ManyAtOnceAreNoWayAround) {
  Slowing slowing(zone());
  EXPECT_FALSE(slowing.admit("ada", "10.0.0.1", kNow));
  EXPECT_EQ(slowing.admit("ada", "10.0.0.2", kNow), 1s) << "the first has no verdict yet";
  EXPECT_EQ(slowing.admit("ADA", "10.0.0.3", kNow), 1s) << "names are compared folded";
}

TEST(Slowing, OthersDoNotWait) {
  Slowing slowing(zone());
  for (int i = 0; i < 20; ++i) slowing.admit("ada", "10.0.0.1", kNow);
  EXPECT_FALSE(slowing.admit("bo", "10.0.0.1", kNow));
  EXPECT_FALSE(slowing.admit("cleo", "10.0.0.2", kNow));
}

TEST(Slowing, APeerThatTriesManyAccountsWaitsToo) {
  Slowing slowing(zone());
  for (int i = 0; i < 30; ++i) {
    EXPECT_FALSE(slowing.admit("a" + std::to_string(i), "10.0.0.1", kNow)) << i;
  }
  EXPECT_EQ(slowing.admit("b", "10.0.0.1", kNow), 1s);
  EXPECT_FALSE(slowing.admit("b", "10.0.0.2", kNow)) << "from elsewhere she comes in";
  EXPECT_EQ(next_try_of_peer({90, kNow}), kNow + 3s);
  EXPECT_EQ(next_try_of_peer({250, kNow}), kNow + 5s);
  EXPECT_EQ(next_try_of_peer({1'000'000, kNow}), kNow + 10s) << "a town hall is never shut out";
}

TEST(Slowing, TheRightPasswordForgetsTheAccountsFailuresAndNotThePeers) {
  Slowing slowing(zone());
  for (int i = 0; i < 5; ++i) slowing.admit("ada", "10.0.0.1", kNow + i * 10s);
  slowing.succeeded("ada", "10.0.0.1");
  EXPECT_FALSE(slowing.admit("ada", "", kNow + 50s)) << "she begins from nothing";
  for (int i = 0; i < 26; ++i) slowing.admit("a" + std::to_string(i), "10.0.0.1", kNow + 50s);
  EXPECT_TRUE(slowing.admit("x", "10.0.0.1", kNow + 50s)) << "four of the first five still count";
}

TEST(Slowing, ATryWithoutAVerdictCountsForNothing) {
  Slowing slowing(zone());
  EXPECT_FALSE(slowing.admit("ada", "10.0.0.1", kNow));
  slowing.take_back("ada", "10.0.0.1");
  EXPECT_FALSE(slowing.admit("ada", "10.0.0.1", kNow));
}

TEST(Slowing, WhoWaitsAndTriesAgainDoesNotWaitLonger) {
  Slowing slowing(zone());
  slowing.admit("ada", "", kNow);
  EXPECT_TRUE(slowing.admit("ada", "", kNow));
  EXPECT_TRUE(slowing.admit("ada", "", kNow));
  EXPECT_FALSE(slowing.admit("ada", "", kNow + 1s));
}

TEST(Slowing, RemembersABoundedNumberAndForgetsTheLeastFirst) {
  Slowing slowing(zone());
  for (int i = 0; i < 3; ++i) slowing.admit("ada", "", kNow + i * 5s);
  const core::Timestamp later = kNow + 11s;
  for (std::size_t i = 0; i < Slowing::kMost + 5; ++i) {
    slowing.admit("made-up-" + std::to_string(i), "", later);
  }
  EXPECT_TRUE(slowing.admit("ada", "", later)) << "a flood of names does not wash her count away";
}

}  // namespace
}  // namespace rettesnor::web
