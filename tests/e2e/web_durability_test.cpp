// What the pages acknowledged stays: killed at any moment, and on a full disk.
#include <gtest/gtest.h>

#include <sys/resource.h>

#include <atomic>
#include <random>
#include <thread>

#include "tests/e2e/served_town.h"

namespace rettesnor {
namespace {

using test::Browser;
using test::field;
using test::ServedTown;
using test::status_of;
using web::encode;

/// The first row on a leader's first page.
struct FirstRow {
  std::string form;  // without answer, key and token
  int version = 0;
};

FirstRow first_row(Browser& browser) {
  const std::string page =
      browser.get(std::string(web::kReview) + "?campaign=1&reviewer=" + encode(test::kLeader) +
                  "&subject=" + encode("Personale/P0086"));
  const std::size_t at = page.find("action=\"/review/answer");
  FirstRow row;
  for (const char* name : {"campaign", "reviewer", "subject", "entitlement", "seen"}) {
    row.form += std::string(name) + "=" + encode(field(page, name, at)) + "&";
  }
  row.version = std::atoi(field(page, "version", at).c_str());
  return row;
}

std::string answer_form(const FirstRow& row, const std::string& key) {
  return row.form + "version=" + std::to_string(row.version) + "&key=" + key + "&answer=dont_know";
}

TEST(WebDurability, KilledWhileALeaderAnswersNothingAcknowledgedIsLostAndNothingIsHalfDone) {
  ServedTown town;
  std::mt19937 random(20261102);  // NOLINT: the same moments every time
  int acknowledged = 0;
  int answers = 0;
  for (int round = 0; round < 40; ++round) {
    Browser browser(town.port(), test::kLeader);
    FirstRow row = first_row(browser);
    ASSERT_GE(row.version, acknowledged) << "round " << round;
    ASSERT_LE(row.version, acknowledged + 1) << "round " << round;
    acknowledged = row.version;
    const auto patience = std::chrono::milliseconds(5 + random() % 120);
    std::thread killer([&] {
      std::this_thread::sleep_for(patience);
      town.process().kill();
    });
    try {
      while (true) {
        const std::string key = "durability-key-" + std::to_string(++answers);
        if (status_of(browser.post(web::kAnswer, answer_form(row, key))) != 303) break;
        acknowledged = ++row.version;
      }
    } catch (const std::exception&) {
      // The connection ended with the server.
    }
    killer.join();
    town.start();
  }
  EXPECT_GT(acknowledged, 40) << "too few answers: the test proves nothing";
}

TEST(WebDurability, OnAFullDiskAnAnswerIs503AndAfterwardsAllIsWell) {
  ServedTown town;
  Browser browser(town.port(), test::kLeader);
  FirstRow row = first_row(browser);
  ASSERT_EQ(status_of(browser.post(web::kAnswer, answer_form(row, "full-disk-key-0001"))), 303);
  ++row.version;
  rlimit before{};
  const rlimit full{1, RLIM_INFINITY};
  bool reading_went_on = false;
  // The limit also stops what no full disk stops: writing over pages that are there. A round that
  // is in the middle of its commit at that moment is undone only after it, so the next try may be
  // free.
  for (int attempt = 0; attempt < 3 && !reading_went_on; ++attempt) {
    ASSERT_EQ(::prlimit(town.process().pid(), RLIMIT_FSIZE, &full, &before), 0);
    const std::string refused = browser.post(web::kAnswer, answer_form(row, "full-disk-key-0002"));
    EXPECT_EQ(status_of(refused), 503) << refused;
    reading_went_on = first_row(browser).version == row.version;
    ASSERT_EQ(::prlimit(town.process().pid(), RLIMIT_FSIZE, &before, nullptr), 0);
    EXPECT_EQ(first_row(browser).version, row.version) << "nothing changed";
  }
  EXPECT_TRUE(reading_went_on) << browser.last;
  EXPECT_EQ(status_of(browser.post(web::kAnswer, answer_form(row, "full-disk-key-0002"))), 303);
  EXPECT_EQ(first_row(browser).version, row.version + 1);
}

}  // namespace
}  // namespace rettesnor
