// Whatever goes wrong at whatever message of a removal: nothing is called done unless it is.
#include <atomic>
#include <thread>

#include "tests/support/ldap_fault_proxy.h"
#include "tests/support/revoking_test.h"

namespace rettesnor::test {
namespace {

using connectors::Outcome;
using connectors::Removal;
using connectors::Standing;
using core::ErrorKind;
using testing::HasSubstr;
using Effect = Outcome::Effect;
using Now = Standing::Now;
using What = LdapFault::What;

struct RemovalTally {
  std::atomic<std::size_t> runs = 0;
  std::atomic<std::size_t> done = 0;
  std::atomic<std::size_t> unknown = 0;  ///< unreachable, and it was done
  std::atomic<std::size_t> errors = 0;   ///< any other error
};

class RevokingFaults : public Revoking {
 protected:
  std::unique_ptr<connectors::Revoker> through(const LdapFaultProxy& proxy) const {
    return ground().revoker({{"urls", {proxy.ldaps_url()}},
                             {"ca_file", proxy.ca_file()},
                             {"connect_timeout_seconds", 1},
                             {"answer_timeout_seconds", 1}});
  }
  Removal removal_of(Removal::Act act, const std::string& login) const {
    return act == Removal::Act::remove_member ? out_of("to", login) : disabling(login);
  }
  /// Messages of the server in one whole act on a new connection.
  std::size_t messages(Removal::Act act) const {
    LdapFaultProxy proxy(ground().ldaps_port());
    proxy.arm({});
    const Outcome outcome = must(through(proxy)->carry_out(removal_of(act, "u25")));
    EXPECT_EQ(outcome.effect, Effect::done);
    must(ground().revoker()->restore(outcome.before_image));
    return proxy.messages();
  }
  /// Every fault at every message, each worker with a person and a proxy of its own.
  void run_all(const std::vector<LdapFault>& kinds, int workers,
               Removal::Act act = Removal::Act::remove_member) const {
    const std::size_t count = messages(act);
    ASSERT_GT(count, 5U);
    std::vector<LdapFault> faults;
    for (std::size_t at = 0; at < count; ++at) {
      for (LdapFault fault : kinds) {
        fault.at = at;
        faults.push_back(fault);
      }
    }
    RemovalTally tally;
    std::atomic<std::size_t> next = 0;
    std::vector<std::thread> threads;
    for (int w = 0; w < workers; ++w) {
      threads.emplace_back([&, w] {
        LdapFaultProxy proxy(ground().ldaps_port());
        const auto direct = ground().revoker();
        const Removal removal = removal_of(act, "u" + std::to_string(25 + w));
        for (std::size_t i = next++; i < faults.size(); i = next++) {
          run_one(proxy, *direct, removal, faults[i], tally);
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    std::printf("%zu faults over %zu messages: %zu done, %zu done and nobody knew, %zu not done\n",
                tally.runs.load(), count, tally.done.load(), tally.unknown.load(),
                tally.errors.load());
    EXPECT_EQ(tally.runs, faults.size());
  }
  void run_one(LdapFaultProxy& proxy, connectors::Revoker& direct, const Removal& removal,
               const LdapFault& fault, RemovalTally& tally) const {
    const auto before = direct.look(removal);
    ASSERT_TRUE(before) << before.error().message;
    ASSERT_EQ(before->now, Now::effective) << fault.name();
    proxy.arm(fault);
    const auto outcome = through(proxy)->carry_out(removal);
    ++tally.runs;
    const Now truth = look(direct, removal);
    if (outcome) {
      EXPECT_EQ(truth, Now::gone) << fault.name() << ": " << outcome->sentence;
      ++tally.done;
    } else if (truth == Now::gone && fault.what == What::end_with) {
      ++tally.errors;  // the server's own word, though it lied: not called done either
    } else if (truth == Now::gone) {
      EXPECT_EQ(outcome.error().kind, ErrorKind::unreachable) << fault.name();
      EXPECT_THAT(outcome.error().message, HasSubstr("nobody knows whether it was done"))
          << fault.name();
      ++tally.unknown;
    } else {
      EXPECT_FALSE(outcome.error().message.empty()) << fault.name();
      ++tally.errors;
    }
    if (!outcome) expect_no_secret(outcome.error().message);
    // Also of an act that gave no image, since nobody knew: the look before it had one.
    if (truth != Now::gone) return;
    EXPECT_EQ(must(direct.restore(before->before_image)).effect, Effect::done) << fault.name();
    ASSERT_EQ(look(direct, removal), Now::effective) << fault.name();
  }
};

TEST_P(RevokingFaults, ABrokenConnectionIsNeverCalledDone) {
  run_all({{What::cut}, {What::close}, {What::truncate}, {What::goodbye}}, 3);
}

TEST_P(RevokingFaults, MessagesOutOfOrderOrMissingAreNeverCalledDone) {
  run_all({{What::twice}, {What::drop}, {What::wrong_id}, {What::swap}}, 6);
}

TEST_P(RevokingFaults, BytesThatAreNoLdapAreNeverCalledDone) {
  run_all({{What::huge}, {What::garbage}}, 3);
}

TEST_P(RevokingFaults, ARefusalOfTheServerIsNeverCalledDone) {
  std::vector<LdapFault> kinds;
  // Time limit, referral, no such attribute, no such object, no right, busy, unwilling, other.
  for (const int code : {3, 10, 16, 32, 50, 51, 53, 80}) kinds.push_back({What::end_with, 0, code});
  run_all(kinds, 3);
}

TEST_P(RevokingFaults, AnAccountIsNeverCalledDisabledUnlessItIs) {
  run_all({{What::cut}, {What::truncate}, {What::drop}, {What::garbage}, {What::end_with, 0, 50}},
          4, Removal::Act::disable_account);
}

TEST_P(RevokingFaults, SilenceIsNeverCalledDone) {
  run_all({{What::stall}}, 6);
}

INSTANTIATE_TEST_SUITE_P(Servers, RevokingFaults, testing::Values(Server::samba, Server::slapd),
                         [](const auto& one) {
                           return one.param == Server::samba ? "ActiveDirectory" : "OpenLdap";
                         });

}  // namespace
}  // namespace rettesnor::test
