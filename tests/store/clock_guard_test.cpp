// The clock is believed as far as what was written under it agrees.
#include "tests/store/store_words.h"

namespace rettesnor::store {
namespace {

using ClockGuard = StoreTest;

constexpr int kDay = 24;

bool leaps(const Store& store, int hours) {
  return store.clock_leap(at(hours))->has_value();
}

TEST_F(ClockGuard, AnEmptyStoreBelievesAnyClock) {
  const Store store = open();
  EXPECT_FALSE(leaps(store, 0));
  EXPECT_FALSE(leaps(store, 10 * 365 * kDay));
}

TEST_F(ClockGuard, AWeekendSwitchedOffIsFineAndBeforeOrSixtyDaysAfterIsNot) {
  Store store = open();
  applied(store, Told(100).account("ada"));
  EXPECT_FALSE(leaps(store, 100));
  EXPECT_FALSE(leaps(store, 100 + 3 * kDay));
  EXPECT_FALSE(leaps(store, 100 + 60 * kDay));
  EXPECT_TRUE(leaps(store, 100 + 60 * kDay + 1));
  EXPECT_TRUE(leaps(store, 100 + 10 * 365 * kDay));
  EXPECT_FALSE(store.clock_leap(at(100) - std::chrono::minutes(5))->has_value())
      << "a clock is set right by a little";
  EXPECT_TRUE(leaps(store, 98));
  EXPECT_EQ(store.clock_leap(at(98)).value()->newest, at(100));
}

TEST_F(ClockGuard, AnEventTellsTheTimeToo) {
  Store store = open();
  applied(store, Told(1).account("ada"));
  ASSERT_TRUE(store.append_event({audit::Kind::mail_started, "HR/ada", {}}, at(50)).has_value());
  EXPECT_TRUE(leaps(store, 40));
  EXPECT_FALSE(leaps(store, 50));
}

TEST_F(ClockGuard, WhileWritingIsStoppedNothingChangesAndAllIsRead) {
  Store store = open();
  applied(store, Told(1).account("ada"));
  store.stop_writing({core::ErrorKind::refused, {}, core::ErrorCode{"clock_leapt"}});
  Told more(2);
  more.account("ada").account("bo");
  EXPECT_EQ(store.apply(more.pull(), kCatalogue, {}, ApplyMode::apply).error().code.name,
            "clock_leapt");
  EXPECT_FALSE(store.append_event({audit::Kind::mail_started, "HR/ada", {}}, at(2)).has_value());
  EXPECT_FALSE(store.track({}, at(2)).has_value());
  EXPECT_FALSE(store.choose_language("HR/ada", "en").has_value());
  EXPECT_FALSE(store.record_failure(kCatalogue, at(2), "why").has_value());
  EXPECT_EQ(ids_of(seen(store, 9), ObjectClass::account), (std::set<std::string>{"ada"}));
  store.resume_writing();
  applied(store, more);
  EXPECT_EQ(ids_of(seen(store, 9), ObjectClass::account), (std::set<std::string>{"ada", "bo"}));
}

TEST_F(ClockGuard, AWordOnTheClockIsLoggedAndCountsFromThenOn) {
  Store store = open();
  applied(store, Told(100).account("ada"));
  store.stop_writing({core::ErrorKind::refused, {}, core::ErrorCode{"clock_leapt"}});
  const audit::Event word{audit::Kind::clock_accepted,
                          "HR/ada",
                          {{"now", "n"}, {"newest", "o"}, {"reason", "set right"}}};
  // Two hours back: the clock was wrong before.
  ASSERT_TRUE(store.accept_clock(word, at(98)).has_value());
  EXPECT_FALSE(store.stopped_writing().has_value());
  EXPECT_FALSE(leaps(store, 98));
  EXPECT_FALSE(leaps(store, 99));
  EXPECT_TRUE(leaps(store, 90));
  EXPECT_EQ(store.events(0, 1)->front().kind, "clock_accepted");
  ASSERT_TRUE(store.append_event({audit::Kind::mail_started, "HR/ada", {}}, at(99)).has_value());
  EXPECT_FALSE(leaps(store, 99)) << "its event repeats the time that was not believed";
  applied(store, Told(101).account("ada"));
  EXPECT_TRUE(leaps(store, 99));
}

}  // namespace
}  // namespace rettesnor::store
