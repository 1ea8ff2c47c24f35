// What goes wrong with reading must never carry out an order, and never prove one: the disasters,
// through the real connectors, with one order that waits for its proof and one that waits to be
// carried out. The first was put back by somebody, so that a proof of it would be false.
#include <gtest/gtest.h>

#include "service/pull_source.h"
#include "tests/review/order_words.h"
#include "tests/support/error_words.h"
#include "tests/support/ldap_fault_proxy.h"
#include "tests/support/pull_text.h"
#include "tests/support/revoker_ground.h"

namespace rettesnor::review {
namespace {

using nlohmann::json;
using test::LdapFault;

class OrderDisasters : public testing::Test {
 protected:
  explicit OrderDisasters(
      std::unique_ptr<test::RevokerGround> ground = test::RevokerGround::openldap())
      : ground_(std::move(ground)) {}

  std::string path() const { return folder_.file("rettesnor.db"); }
  json settings(const json& more = json::object()) const {
    json values = ground_->settings();
    values.merge_patch(more);
    return values;
  }
  /// By the administrator, so that also what is hidden from the writer can be taken out.
  RevokerOf revoker() const {
    const std::string secret = folder_.file("administrator.password");
    test::write_secret(secret, ground_->administrator_password());
    const json write = {{"bind", ground_->administrator()}, {"password_file", secret}};
    return [this, write](const std::string&) -> core::Result<std::unique_ptr<connectors::Revoker>> {
      return ground_->revoker(settings({{"write", write}, {"people", people_}}));
    };
  }
  /// How the program takes a reading; "failed", or the outcome.
  std::string takes(store::Store& store, const core::Result<core::Pull>& pull, int hours) {
    policies::Settings::Source source;
    source.name = "kataloget";
    source.kind = ground_->kind();
    source.system = "Kataloget";
    const auto run = must(
        service::keep_pull(store, source, pull, {}, {}, store::ApplyMode::apply, later(hours)));
    return run.error ? "failed" : std::string(core::name_of(run.result.outcome));
  }
  core::Result<core::Pull> reads(const json& values, int hours) const {
    auto pull = test::pull_from(ground_->kind(), values, later(hours));
    if (pull) pull->set_finished(later(hours));
    return pull;
  }
  /// `done` was taken out of `group` and is back; `waiting` is in "to", approved.
  void prepare(const std::string& done, const std::string& group, const std::string& waiting) {
    {
      store::Store store = must(store::Store::open(path()));
      pull_all(store, town_, kMonday);
      ASSERT_EQ(takes(store, reads(settings({{"people", people_}}), 0), 0), "applied");
    }
    running_ = std::make_unique<Running>(path(), town_, 1, revoker());
    done_ = approved(done, group);
    must(orders().run(running_->as("ida"), {}, later(2)));
    ASSERT_EQ(state(done_), "carried_out");
    ASSERT_FALSE(ground_->lists(ground_->dn(group), ground_->dn(done)));
    ground_->modify("dn: " + ground_->dn(group) +
                    "\nchangetype: modify\nadd: member\nmember: " + ground_->dn(done) + "\n");
    waiting_ = approved(waiting, "to");
    waits_ = waiting;
  }
  core::OrderId approved(const std::string& login, const std::string& group) {
    OrderWish wish;
    wish.account = "Kataloget/" + ground_->id(login);
    wish.right = "Kataloget:" + ground_->id(group);
    wish.words = "skiftede opgave";
    const auto order = must(orders().request(running_->as("ib"), wish, later(1))).front();
    must(orders().approve(running_->as("sif"), order.id, "", later(1)));
    return order.id;
  }
  void moves_on(int hours) {
    running_->refresh(hours);
    must(orders().prove(later(hours)));
  }
  Orders& orders() { return running_->orders; }
  std::string state(core::OrderId order) {
    for (const OrderStory& story : orders().stories()) {
      if (story.order.id == order) return std::string(name_of(state_of(story)));
    }
    return "none";
  }
  /// After a reading that cannot be trusted: nothing is proved and nothing carried out, and the
  /// sentence says what is wrong.
  void nothing_happens(int hours, const std::string& sentence) {
    moves_on(hours);
    EXPECT_EQ(state(done_), "carried_out");
    const auto lines = must(orders().run(running_->as("ida"), {}, later(hours)));
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines.front().outcome, RunLine::Outcome::held);
    const std::string told = test::danish(lines.front().sentence);
    EXPECT_NE(told.find(sentence), std::string::npos) << told;
    EXPECT_TRUE(ground_->lists(ground_->dn("to"), ground_->dn(waits_)));
    EXPECT_EQ(state(waiting_), "approved");
  }

  std::unique_ptr<test::RevokerGround> ground_;
  json people_ = ground_->settings()["people"];
  Town town_ = order_town();
  test::ScratchFolder folder_{"order_disasters"};
  std::unique_ptr<Running> running_;
  core::OrderId done_{0};
  core::OrderId waiting_{0};
  std::string waits_;
};

TEST_F(OrderDisasters, AnEmptyTree) {
  prepare("u01", "to", "u02");
  const json elsewhere = {{"people", {{"bases", {ground_->other_place()}}}},
                          {"groups", {{"bases", {ground_->other_place()}}}}};
  // Not one group was found: nobody is gone from what was not there to be read.
  EXPECT_EQ(takes(running_->store, reads(settings(elsewhere), 4), 4), "applied");
  nothing_happens(4, "blev ikke læst til ende");
}

TEST_F(OrderDisasters, AWrongBaseDn) {
  prepare("u01", "to", "u02");
  const json nowhere = {{"people", {{"bases", {"ou=findes-ikke,dc=kommun,dc=example"}}}}};
  const auto pull = reads(settings(nowhere), 4);
  ASSERT_TRUE(pull);
  EXPECT_FALSE(pull->gaps().empty());
  // History takes what could be read, and nobody is gone from it.
  EXPECT_EQ(takes(running_->store, pull, 4), "applied");
  nothing_happens(4, "blev ikke læst til ende");
}

/// The reader may no longer see who is in a group: the list is there, and empty.
TEST_F(OrderDisasters, AnAclThatHides) {
  prepare("u01", "skjult", "u02");
  const std::string secret = folder_.file("skriver.password");
  test::write_secret(secret, ground_->writer_password());
  const json half_blind = {{"bind", {{"user", ground_->writer_dn()}, {"password_file", secret}}}};
  // One list of 41 is too little for the breaker, and all else was read.
  EXPECT_EQ(takes(running_->store, reads(settings(half_blind), 4), 4), "applied");
  moves_on(4);
  EXPECT_EQ(state(done_), "carried_out") << "an empty list is no proof";
  EXPECT_EQ(takes(running_->store, reads(settings(), 5), 5), "applied");
  moves_on(5);
  EXPECT_EQ(state(done_), "still_effective");
}

/// More than half of the people are hidden from the reader: no answer tells that they are there.
TEST_F(OrderDisasters, AnAclThatHidesHalfTheTree) {
  people_["bases"].push_back("ou=masse,dc=kommun,dc=example");
  prepare("u30", "to", "u02");
  const std::string secret = folder_.file("halvblind.password");
  test::write_secret(secret, ground_->writer_password());
  json half_blind = {{"people", people_},
                     {"bind", {{"user", ground_->half_blind_dn()}, {"password_file", secret}}}};
  // A list that names those who are hidden gives it away.
  const auto given_away = reads(settings(half_blind), 4);
  ASSERT_TRUE(given_away);
  EXPECT_FALSE(given_away->gaps().empty());
  static_cast<void>(takes(running_->store, given_away, 4));
  nothing_happens(4, "kataloget");
  half_blind["dangling_members"] = "ignore";
  EXPECT_EQ(takes(running_->store, reads(settings(half_blind), 4), 4), "quarantined");
  nothing_happens(4, "karantæne");
  EXPECT_EQ(takes(running_->store, reads(settings({{"people", people_}}), 5), 5), "applied");
  moves_on(5);
  EXPECT_EQ(state(done_), "still_effective");
}

/// Beside what is only told, did it miss objects of a class?
bool lost_objects(const core::Pull& pull) {
  return std::ranges::any_of(
      pull.gaps(), [](const core::Gap& gap) { return gap.list == core::ListKind::objects; });
}

/// Every message of a paged reading lost, once each, and every page claiming to be the last.
TEST_F(OrderDisasters, APageThatIsLost) {
  prepare("u01", "to", "u02");
  test::LdapFaultProxy proxy(ground_->ldaps_port());
  const json paged =
      settings({{"urls", {proxy.ldaps_url()}}, {"ca_file", proxy.ca_file()}, {"page_size", 10}});
  proxy.arm({});
  ASSERT_TRUE(reads(paged, 4));
  const std::size_t messages = proxy.messages();
  ASSERT_GT(messages, 40U);
  int hours = 5;
  int untrusted = 0;
  for (const auto what : {LdapFault::What::drop, LdapFault::What::forget_cookie}) {
    for (std::size_t at = 0; at < messages; at += 3, ++hours) {
      proxy.arm({what, at});
      const auto pull = reads(paged, hours / 20);
      const std::string outcome = takes(running_->store, pull, hours / 20 + 4);
      if (pull && !lost_objects(*pull) && outcome == "applied") continue;
      ++untrusted;
      nothing_happens(hours / 20 + 4, "kataloget");
      ASSERT_FALSE(HasFailure()) << LdapFault{what, at}.name();
    }
  }
  EXPECT_GT(untrusted, 10);
  EXPECT_EQ(takes(running_->store, reads(settings(), hours / 20 + 5), hours / 20 + 5), "applied");
  moves_on(hours / 20 + 5);
  must(orders().run(running_->as("ida"), {}, later(hours / 20 + 5)));
  EXPECT_EQ(state(waiting_), "carried_out") << "it would have been";
}

/// Active Directory answers 1,500 members at a time: the one ordered away is beyond them.
class OrderDisastersAd : public OrderDisasters {
 protected:
  OrderDisastersAd() : OrderDisasters(test::RevokerGround::active_directory()) {
    const std::string one = ground_->dn("m0001");
    people_["bases"].push_back(one.substr(one.find(',') + 1));
  }
};

TEST_F(OrderDisastersAd, AMemberBeyondTheFirst1500) {
  prepare("m1600", "stor", "u02");
  // The answer about the long list breaks off between two of its parts.
  test::LdapFaultProxy proxy(ground_->ldaps_port());
  const json through =
      settings({{"people", people_}, {"urls", {proxy.ldaps_url()}}, {"ca_file", proxy.ca_file()}});
  proxy.arm({});
  ASSERT_TRUE(reads(through, 3));
  const std::size_t messages = proxy.messages();
  ASSERT_GT(messages, 6U);
  int untrusted = 0;
  for (std::size_t back = 1; back < 6; back += 2) {
    proxy.arm({LdapFault::What::drop, messages - back});
    const auto pull = reads(through, 3);
    const std::string outcome = takes(running_->store, pull, 3);
    if (pull && !lost_objects(*pull) && outcome == "applied") continue;
    ++untrusted;
    nothing_happens(3, "kataloget");
  }
  EXPECT_GT(untrusted, 0);
  ASSERT_EQ(takes(running_->store, reads(settings({{"people", people_}}), 4), 4), "applied");
  moves_on(4);
  EXPECT_EQ(state(done_), "still_effective");
  ground_->modify("dn: " + ground_->dn("stor") +
                  "\nchangetype: modify\ndelete: member\nmember: " + ground_->dn("m1600") + "\n");
  ASSERT_EQ(takes(running_->store, reads(settings({{"people", people_}}), 6), 6), "applied");
  moves_on(6);
  EXPECT_EQ(state(done_), "verified");
}

}  // namespace
}  // namespace rettesnor::review
