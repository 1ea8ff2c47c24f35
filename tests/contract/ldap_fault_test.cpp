// Whatever goes wrong at whatever message of an answer: nobody is taken for gone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>

#include "tests/support/ldap_fault_proxy.h"
#include "tests/support/pull_text.h"
#include "tests/support/slapd_town.h"
#include "tests/support/watched_store.h"

namespace rettesnor::test {
namespace {

using nlohmann::json;
using What = LdapFault::What;

constexpr int kWorkers = 3;
constexpr int kStallWorkers = 40;

struct ReadingTally {
  std::atomic<std::size_t> runs = 0;
  std::atomic<std::size_t> errors = 0;
  std::atomic<std::size_t> partial = 0;
  std::atomic<std::size_t> complete = 0;
};

class LdapFaults : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    slapd_ = std::make_unique<SlapdDirectory>(SlapdWish{}, slapd_town_ldif({}));
    LdapFaultProxy proxy(slapd_->ldaps_port());
    proxy.arm({});
    auto first = pull_from("ldap", settings(proxy));
    if (!first) throw std::runtime_error(first.error().message);
    messages_ = proxy.messages();
    baseline_ = pull_text(*first);
    store_ = std::make_unique<WatchedStore>(*first);
    ASSERT_EQ(store_->would_remove(*first), "");
    // People, groups, the end of each page, sign-in, and what is asked before and after.
    ASSERT_GT(messages_, 300U);
  }
  static void TearDownTestSuite() {
    store_.reset();
    slapd_.reset();
  }

  static json settings(const LdapFaultProxy& proxy) {
    return slapd_settings(*slapd_, proxy.ldaps_url(), proxy.ca_file());
  }

  /// Runs every fault at every `stride`-th message, each on a pull of its own, later than the
  /// first.
  static void run_all(const std::vector<LdapFault>& kinds, int workers, std::size_t stride,
                      const json& more = json::object()) {
    std::vector<LdapFault> faults;
    for (std::size_t at = 0; at < messages_; at += stride) {
      for (LdapFault fault : kinds) {
        fault.at = at;
        faults.push_back(fault);
      }
    }
    ReadingTally tally;
    std::atomic<std::size_t> next = 0;
    std::vector<std::thread> threads;
    for (int w = 0; w < workers; ++w) {
      threads.emplace_back([&] {
        LdapFaultProxy proxy(slapd_->ldaps_port());
        json own = settings(proxy);
        own.update(more);
        for (std::size_t i = next++; i < faults.size(); i = next++) {
          run_one(proxy, own, faults[i], tally);
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    RecordProperty("runs", std::to_string(tally.runs));
    RecordProperty("errors", std::to_string(tally.errors));
    RecordProperty("partial", std::to_string(tally.partial));
    RecordProperty("complete", std::to_string(tally.complete));
    std::printf("%zu faults: %zu errors, %zu pulls with gaps, %zu whole pulls\n", tally.runs.load(),
                tally.errors.load(), tally.partial.load(), tally.complete.load());
    EXPECT_EQ(tally.runs, faults.size());
  }

  static void run_one(LdapFaultProxy& proxy, const json& own, const LdapFault& fault,
                      ReadingTally& tally) {
    proxy.arm(fault);
    const auto pull = pull_from("ldap", own, pull_moment() + std::chrono::hours(1));
    ++tally.runs;
    if (!pull) {
      ++tally.errors;
      EXPECT_FALSE(pull.error().message.empty()) << fault.name();
      return;
    }
    EXPECT_EQ(store_->would_remove(*pull), "") << fault.name() << "\n"
                                               << testing::PrintToString(gap_lines(*pull));
    const bool whole =
        pull->gaps().empty() &&
        pull->completeness(core::ObjectClass::account) == core::Completeness::complete &&
        pull->completeness(core::ObjectClass::entitlement) == core::Completeness::complete;
    ++(whole ? tally.complete : tally.partial);
    if (whole) {
      EXPECT_TRUE(pull_text(*pull) == baseline_) << fault.name();
    }
  }

  static std::unique_ptr<SlapdDirectory> slapd_;
  static std::unique_ptr<WatchedStore> store_;
  static std::string baseline_;
  static std::size_t messages_;
};

std::unique_ptr<SlapdDirectory> LdapFaults::slapd_;
std::unique_ptr<WatchedStore> LdapFaults::store_;
std::string LdapFaults::baseline_;
std::size_t LdapFaults::messages_ = 0;

TEST_F(LdapFaults, ABrokenConnectionRemovesNobody) {
  run_all({{What::cut}, {What::close}, {What::truncate}, {What::goodbye}}, kWorkers, 1);
}

TEST_F(LdapFaults, ARefusalOfTheServerRemovesNobody) {
  std::vector<LdapFault> kinds;
  // Time limit, size limit, admin limit, referral, busy, unavailable.
  for (const int code : {3, 4, 10, 11, 51, 52}) kinds.push_back({What::end_with, 0, code});
  run_all(kinds, kWorkers, 1);
}

TEST_F(LdapFaults, MessagesOutOfOrderRemoveNobody) {
  run_all({{What::twice}, {What::swap}, {What::wrong_id}}, kWorkers, 1);
}

TEST_F(LdapFaults, BytesThatAreNoLdapRemoveNobody) {
  run_all({{What::huge}, {What::garbage}}, kWorkers, 1);
}

TEST_F(LdapFaults, SilenceEndsAndRemovesNobody) {
  run_all({{What::stall}}, kStallWorkers, 1);
}

TEST_F(LdapFaults, CookiesThatLieRemoveNobody) {
  run_all({{What::same_cookie}, {What::forget_cookie}}, kWorkers, 10);
}

// The server says that all went well, and one entry is not there. People are members of groups, so
// that their absence shows; groups, which nobody else may name, are counted again.
TEST_F(LdapFaults, AnEntryThatIsMissingIsMissed) {
  run_all({{What::drop}}, kWorkers, 1);
}

// A server that ends a search early with success says nothing wrong, and a person in no group is
// missed by nobody: counting people again finds both.
TEST_F(LdapFaults, CountingPeopleAgainMissesAnyEntry) {
  run_all({{What::drop}, {What::end_with, 0, 0}}, kWorkers, 1, {{"cross_check", "recount"}});
}

}  // namespace
}  // namespace rettesnor::test
