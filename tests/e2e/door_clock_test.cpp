// Sessions and sign-ins run on a clock that moves, also where the pages' own stands still.
#include <gtest/gtest.h>

#include <atomic>

#include "policies/read_policy.h"
#include "review/desk.h"
#include "store/store.h"
#include "tests/support/curl_browser.h"
#include "tests/support/town_builder.h"
#include "tests/support/town_program.h"
#include "web/server.h"

namespace rettesnor::test {
namespace {

using namespace std::chrono_literals;

/// The pages of the town at a moment that stands still, and a door whose clock the test moves.
class DoorClock : public ::testing::Test {
 protected:
  void SetUp() override {
    town_.walk();
    auto store = store::Store::open((town_.path() / "data" / "rettesnor.db").string());
    ASSERT_TRUE(store) << store.error().message;
    store_.emplace(std::move(*store));
    auto reading = policies::read_policy((town_.path() / "policies").string());
    ASSERT_TRUE(reading) << reading.error().message;
    review_.emplace(*store_, copenhagen(),
                    std::make_shared<const policies::Policy>(std::move(reading->policy)));
    ASSERT_TRUE(review_->refresh(town_moment()));
    begin("Personale/P0003");
  }
  void TearDown() override {
    if (server_) server_->stop();
  }

  /// Serves with an emergency account of that person's.
  void begin(const std::string& person) {
    web::WaysIn ways;
    ways.idle = 20min;
    ways.longest = 2h;
    ways.clock = [this] { return door_.load(); };
    ways.break_glass = web::BreakGlassWay{
        "noed", person, [this](const core::Secret& password) -> core::Result<void> {
          if (password.reveal() == "right") return {};
          return core::fail(verdict_, "the test says no");
        }};
    auto server = web::Server::start(
        {.port = 0}, *review_, copenhagen(), [] { return town_moment(); }, std::move(ways));
    ASSERT_TRUE(server) << server.error().message;
    server_ = std::move(*server);
    url_ = server_->url();
    url_.pop_back();
    browser_.get(url_ + "/signin");
  }
  long come_in(const std::string& password) {
    browser_.post(url_ + "/signin/emergency", {{"name", "noed"}, {"password", password}});
    return browser_.status();
  }
  bool is_in() { return browser_.get(url_ + "/me").status == 200; }

  TownProgram town_;
  std::optional<store::Store> store_;
  std::optional<review::Desk> review_;
  std::atomic<core::Timestamp> door_{town_moment() + 1h};
  std::atomic<core::ErrorKind> verdict_{core::ErrorKind::unauthorized};
  std::unique_ptr<web::Server> server_;
  std::string url_;
  CurlBrowser browser_{""};
};

TEST_F(DoorClock, ASessionEndsWhenItWasIdle) {
  ASSERT_EQ(come_in("right"), 303);
  door_ = door_.load() + 19min;
  EXPECT_TRUE(is_in());
  door_ = door_.load() + 20min;
  EXPECT_FALSE(is_in());
}

TEST_F(DoorClock, ASessionEndsHoweverBusy) {
  ASSERT_EQ(come_in("right"), 303);
  for (auto later = 0min; later < 2h - 10min; later += 10min) {
    door_ = door_.load() + 10min;
    ASSERT_TRUE(is_in()) << later.count();
  }
  door_ = door_.load() + 10min;
  EXPECT_FALSE(is_in());
}

TEST_F(DoorClock, WhoeverGuessesWaitsByIt) {
  EXPECT_EQ(come_in("wrong"), 401);
  EXPECT_EQ(come_in("right"), 429) << "at once after a failure, even the right one";
  EXPECT_EQ(browser_.header("retry-after"), "1");
  door_ = door_.load() + 1s;
  EXPECT_EQ(come_in("wrong"), 401);
  door_ = door_.load() + 1s;
  EXPECT_EQ(come_in("wrong"), 401);
  EXPECT_EQ(come_in("wrong"), 429);
  EXPECT_EQ(browser_.header("retry-after"), "3");
  door_ = door_.load() + 3s;
  EXPECT_EQ(come_in("right"), 303);
}

TEST_F(DoorClock, AnEmergencyAccountOfNobodyIsToldSoAndWrittenDown) {
  server_->stop();
  server_.reset();
  begin("Personale/P9999");
  EXPECT_EQ(come_in("right"), 403);
  EXPECT_TRUE(browser_.shows("men ikke kendt her"));
  const std::string log = read_file(town_.path() / "data" / "log.jsonl");
  EXPECT_NE(log.find("\"break_glass_used\""), std::string::npos);
  EXPECT_NE(log.find("\"sign_in_unknown\""), std::string::npos);
}

TEST_F(DoorClock, ASilenceIsNoFailure) {
  verdict_ = core::ErrorKind::unreachable;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(come_in("wrong"), 503);
  EXPECT_EQ(come_in("right"), 303);
}

TEST_F(DoorClock, AHundredFailuresCloseTheWayUntilTheDayEnds) {
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(come_in("wrong"), 401) << i;
    door_ = door_.load() + 10s;
  }
  EXPECT_EQ(come_in("right"), 429);
  EXPECT_TRUE(browser_.shows("i morgen"));
  door_ = copenhagen().end_of(copenhagen().date_of(door_.load())) + 1s;
  browser_.get(url_ + "/signin");
  EXPECT_EQ(come_in("right"), 303);
}

}  // namespace
}  // namespace rettesnor::test
