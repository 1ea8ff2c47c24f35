// A directory server that dies, freezes or comes back in the middle of a read, and one that shows
// less than yesterday: history is only changed by what was really seen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <sstream>
#include <thread>

#include "tests/support/pull_text.h"
#include "tests/support/slapd_town.h"
#include "tests/support/watched_store.h"

namespace rettesnor::test {
namespace {

using core::PullOutcome;
using nlohmann::json;
using std::chrono::milliseconds;
using testing::IsEmpty;
using testing::Not;

constexpr int kOutages = 105;

json direct_settings(const SlapdDirectory& slapd) {
  return slapd_settings(slapd, slapd.ldaps_url(), slapd.ca_file());
}

core::Pull must_pull(const SlapdDirectory& slapd, core::Timestamp now = pull_moment()) {
  auto pull = pull_from("ldap", direct_settings(slapd), now);
  if (!pull) throw std::runtime_error(pull.error().message);
  return std::move(pull).value();
}

TEST(LdapOutage, KilledFrozenOrRestartedAtAnyMomentTheServerLosesNobody) {
  SlapdDirectory slapd({}, slapd_town_ldif({}));
  WatchedStore store(must_pull(slapd));
  // Many small pages, so that there is a middle to be hit.
  json settings = direct_settings(slapd);
  settings["page_size"] = 3;
  const auto began = std::chrono::steady_clock::now();
  ASSERT_TRUE(pull_from("ldap", settings));
  const auto usual = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - began);
  const std::string before = store.content();
  std::mt19937 random(20261102);
  std::uniform_int_distribution<long> moment(0, usual.count());
  std::size_t errors = 0;
  std::size_t partial = 0;
  core::Timestamp now = pull_moment();
  for (int run = 0; run < kOutages; ++run) {
    now += std::chrono::hours(1);
    const auto wait = std::chrono::microseconds(moment(random));
    std::optional<core::Result<core::Pull>> pull;
    std::thread reading([&] { pull = pull_from("ldap", settings, now); });
    std::this_thread::sleep_for(wait);
    switch (run % 3) {
      case 0:
        slapd.kill();
        break;
      case 1:
        slapd.pause();
        // Shorter and longer than the connector is willing to wait.
        std::this_thread::sleep_for(milliseconds(run % 2 == 0 ? 50 : 1500));
        slapd.resume();
        break;
      default:
        slapd.stop();
        slapd.start();
    }
    reading.join();
    if (run % 3 == 0) slapd.start();
    if (!*pull) {
      ++errors;
      continue;
    }
    partial += (*pull)->gaps().empty() ? 0U : 1U;
    EXPECT_EQ(store.would_remove(**pull), "") << "run " << run;
    const auto applied = store.apply(**pull);
    ASSERT_TRUE(applied) << applied.error().message;
    EXPECT_EQ(applied->outcome, PullOutcome::applied);
  }
  EXPECT_EQ(store.content(), before);
  std::printf("%d outages: %zu errors, %zu pulls with gaps\n", kOutages, errors, partial);
  // Else the outages came too late to prove anything.
  EXPECT_GT(errors + partial, static_cast<std::size_t>(kOutages / 10));
}

/// A thousand people; the last hundred are in no group, so that they can leave without a trace.
class LdapBreaker : public testing::Test {
 protected:
  static constexpr int kPeople = 1000;
  LdapBreaker() : slapd_({}, slapd_town_ldif({kPeople, 12, 100})), store_(must_pull(slapd_)) {}

  void leave(int people) {
    std::string ldif;
    for (int i = 0; i < people; ++i) {
      ldif += "dn: " + slapd_person_dn(kPeople - i) + "\nchangetype: delete\n\n";
    }
    slapd_.modify(ldif);
  }
  /// Lines that were there and are not any more.
  static std::string lost(const std::string& before, const std::string& after) {
    std::istringstream in(before);
    std::string gone;
    for (std::string line; std::getline(in, line);) {
      if (after.find(line) == std::string::npos) gone += line + "\n";
    }
    return gone;
  }
  core::Timestamp later_ = pull_moment() + std::chrono::hours(24);
  SlapdDirectory slapd_;
  WatchedStore store_;
};

TEST_F(LdapBreaker, SixPerCentGoneWaitsForTwoPeople) {
  const std::string before = store_.content();
  leave(60);
  const auto applied = store_.apply(must_pull(slapd_, later_));
  ASSERT_TRUE(applied) << applied.error().message;
  EXPECT_EQ(applied->outcome, PullOutcome::quarantined);
  EXPECT_THAT(applied->breaker_reasons, Not(IsEmpty()));
  EXPECT_EQ(store_.content(), before);
}

TEST_F(LdapBreaker, TwentyGoneIsAnOrdinaryDay) {
  leave(20);
  const core::Pull pull = must_pull(slapd_, later_);
  const auto applied = store_.apply(pull);
  ASSERT_TRUE(applied) << applied.error().message;
  EXPECT_EQ(applied->outcome, PullOutcome::applied);
  EXPECT_EQ(store_.would_remove(pull), "");
  EXPECT_THAT(store_.content(), Not(testing::HasSubstr("p1000")));
  EXPECT_THAT(store_.content(), testing::HasSubstr("p0980"));
}

TEST_F(LdapBreaker, AnEmptyTreeEmptiesNothing) {
  const std::string before = store_.content();
  SlapdDirectory empty;
  const auto pull = pull_from("ldap", direct_settings(empty), later_);
  if (pull) {
    EXPECT_THAT(pull->gaps(), Not(IsEmpty()));
    ASSERT_TRUE(store_.apply(*pull));
  }
  EXPECT_EQ(store_.content(), before);
}

TEST_F(LdapBreaker, AWrongBaseIsAnErrorThatNamesIt) {
  json settings = direct_settings(slapd_);
  settings["base_dns"] = {"ou=findes-ikke," + slapd_.suffix()};
  const auto pull = pull_from("ldap", settings, later_);
  ASSERT_FALSE(pull);
  EXPECT_THAT(pull.error().message, testing::HasSubstr("findes-ikke"));
}

TEST_F(LdapBreaker, OneWrongBaseOfTwoRemovesNobody) {
  json settings = direct_settings(slapd_);
  settings["base_dns"] = {"ou=grupper," + slapd_.suffix(), "ou=findes-ikke," + slapd_.suffix()};
  const std::string before = store_.content();
  const auto pull = pull_from("ldap", settings, later_);
  if (pull) {
    EXPECT_THAT(pull->gaps(), Not(IsEmpty()));
    EXPECT_EQ(store_.would_remove(*pull), "");
    ASSERT_TRUE(store_.apply(*pull));
  }
  EXPECT_EQ(lost(before, store_.content()), "");
}

TEST_F(LdapBreaker, ARuleOfAccessThatHidesHalfRemovesNobody) {
  const std::string before = store_.content();
  SlapdWish wish;
  wish.access =
      "access to attrs=userPassword by anonymous auth by * none\n"
      "access to dn.regex=\"^uid=p[0-9]*[02468],\" by * none\n"
      "access to * by users read by * none\n";
  SlapdDirectory half(wish, slapd_town_ldif({kPeople, 12, 100}));
  const auto pull = pull_from("ldap", direct_settings(half), later_);
  if (pull) {
    const auto applied = store_.apply(*pull);
    ASSERT_TRUE(applied) << applied.error().message;
  }
  EXPECT_EQ(store_.content(), before);
}

TEST_F(LdapBreaker, ARuleOfAccessThatHidesMembersRemovesNoMembership) {
  const std::string before = store_.content();
  SlapdWish wish;
  wish.access =
      "access to attrs=userPassword by anonymous auth by * none\n"
      "access to attrs=member by * none\n"
      "access to * by users read by * none\n";
  SlapdDirectory blind(wish, slapd_town_ldif({kPeople, 12, 100}));
  const auto pull = pull_from("ldap", direct_settings(blind), later_);
  if (pull) {
    const auto applied = store_.apply(*pull);
    ASSERT_TRUE(applied) << applied.error().message;
    EXPECT_TRUE(!pull->gaps().empty() || applied->outcome == PullOutcome::quarantined);
  }
  EXPECT_EQ(store_.content(), before);
}

}  // namespace
}  // namespace rettesnor::test
