// Orders against a real Active Directory and a real OpenLDAP: killed between intent and outcome,
// proved by a later reading.
#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <map>
#include <memory>

#include "tests/review/order_words.h"
#include "tests/support/error_words.h"
#include "tests/support/pull_text.h"
#include "tests/support/revoker_ground.h"

namespace rettesnor::review {
namespace {

enum class Killed { never, before_the_act, after_the_act };

/// The real revoker, and a process that ends as by kill -9 on either side of its write.
class MortalRevoker : public connectors::Revoker {
 public:
  MortalRevoker(std::unique_ptr<connectors::Revoker> real, Killed when)
      : real_(std::move(real)), when_(when) {}
  core::Result<connectors::Standing> look(const connectors::Removal& removal) override {
    return real_->look(removal);
  }
  core::Result<connectors::Outcome> carry_out(const connectors::Removal& removal) override {
    if (when_ == Killed::before_the_act) _exit(9);
    auto outcome = real_->carry_out(removal);
    if (when_ == Killed::after_the_act) _exit(9);
    return outcome;
  }
  core::Result<connectors::Outcome> restore(const std::string& before_image) override {
    return real_->restore(before_image);
  }
  core::Result<std::vector<connectors::CheckLine>> check(core::Timestamp now) override {
    return real_->check(now);
  }

 private:
  std::unique_ptr<connectors::Revoker> real_;
  Killed when_;
};

enum class Server { active_directory, openldap };

class OrdersLive : public testing::TestWithParam<Server> {
 protected:
  static void TearDownTestSuite() { grounds.clear(); }
  void SetUp() override {
    auto& mine = grounds[GetParam()];
    if (!mine) {
      mine = GetParam() == Server::openldap ? test::RevokerGround::openldap()
                                            : test::RevokerGround::active_directory();
    }
    ground = mine.get();
  }

  std::string path() const { return folder_.file("rettesnor.db"); }
  static RevokerOf revoker(Killed when = Killed::never) {
    return [when](const std::string&) -> core::Result<std::unique_ptr<connectors::Revoker>> {
      return std::make_unique<MortalRevoker>(ground->revoker(), when);
    };
  }
  void read(store::Store& store, int hours) const {
    const nlohmann::json settings = ground->settings();
    auto pull = must(test::pull_from(ground->kind(), settings, later(hours)));
    pull.set_finished(later(hours));
    const auto applied = must(
        store.apply(pull, {"kataloget", ground->kind(), "Kataloget"}, {}, store::ApplyMode::apply));
    ASSERT_EQ(applied.outcome, core::PullOutcome::applied);
  }
  /// People from the town, accounts from the directory; one removal asked for and approved.
  core::OrderId approved(const std::string& login, const std::string& group) {
    {
      store::Store store = must(store::Store::open(path()));
      pull_all(store, town_, kMonday);
      read(store, 0);
    }
    Running running(path(), town_, 1, revoker());
    OrderWish wish;
    wish.account = "Kataloget/" + ground->id(login);
    wish.right = "Kataloget:" + ground->id(group);
    wish.words = "skiftede opgave";
    const auto order = must(running.orders.request(running.as("ib"), wish, later(1))).front();
    EXPECT_EQ(order.act, core::OrderAct::remove_member);
    must(running.orders.approve(running.as("sif"), order.id, "", later(2)));
    return order.id;
  }
  /// A process of its own carries out, and dies as told.
  void run_and_die(Killed when) {
    const pid_t child = fork();
    if (child == 0) {
      Running running(path(), town_, 3, revoker(when));
      static_cast<void>(running.orders.run(running.as("ida"), {}, later(3)));
      _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_EQ(WEXITSTATUS(status), 9) << "it lived";
  }
  static bool is_in(const std::string& group, const std::string& login) {
    return ground->lists(ground->dn(group), ground->dn(login));
  }
  static std::string state(const Running& running) {
    return std::string(name_of(state_of(running.orders.stories().front())));
  }

  static test::RevokerGround* ground;  // of this test
  static std::map<Server, std::unique_ptr<test::RevokerGround>> grounds;
  Town town_ = order_town();
  test::ScratchFolder folder_{"orders_live"};
};
test::RevokerGround* OrdersLive::ground = nullptr;
std::map<Server, std::unique_ptr<test::RevokerGround>> OrdersLive::grounds;

TEST_P(OrdersLive, KilledAfterTheWriteItIsLookedAtAndThenProvedByAReading) {
  approved("u01", "to");
  run_and_die(Killed::after_the_act);
  EXPECT_FALSE(is_in("to", "u01"));
  Running running(path(), town_, 4, revoker());
  EXPECT_EQ(state(running), "under_way");
  const auto lines = must(running.orders.run(running.as("ida"), {}, later(4)));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines.front().outcome, RunLine::Outcome::done);
  EXPECT_EQ(state(running), "carried_out");
  read(running.store, 6);
  running.refresh(6);
  must(running.orders.prove(later(6)));
  EXPECT_EQ(state(running), "verified");
}

TEST_P(OrdersLive, KilledBeforeTheWriteItIsDoneOnceAfterLooking) {
  approved("u02", "to");
  run_and_die(Killed::before_the_act);
  EXPECT_TRUE(is_in("to", "u02"));
  Running running(path(), town_, 4, revoker());
  EXPECT_EQ(state(running), "under_way");
  must(running.orders.run(running.as("ida"), {}, later(4)));
  EXPECT_FALSE(is_in("to", "u02"));
  EXPECT_EQ(state(running), "carried_out");
}

TEST_P(OrdersLive, WhatWasTakenComesBackFromItsImage) {
  const core::OrderId order = approved("u03", "to");
  Running running(path(), town_, 3, revoker());
  must(running.orders.run(running.as("ida"), {}, later(3)));
  EXPECT_FALSE(is_in("to", "u03"));
  const auto undo = must(running.orders.undo(running.as("ib"), order, "forkert", later(4)));
  must(running.orders.approve(running.as("sif"), undo.id, "", later(4)));
  must(running.orders.run(running.as("ida"), {}, later(5)));
  EXPECT_TRUE(is_in("to", "u03"));
}

TEST_P(OrdersLive, ADirectoryThatIsDownLosesNoOrder) {
  approved("u04", "to");
  ground->kill();
  {
    Running running(path(), town_, 3, revoker());
    const auto lines = must(running.orders.run(running.as("ida"), {}, later(3)));
    EXPECT_EQ(lines.front().outcome, RunLine::Outcome::postponed);
    EXPECT_EQ(state(running), "approved");
  }
  ground->start();
  Running running(path(), town_, 5, revoker());
  must(running.orders.run(running.as("ida"), {}, later(5)));
  EXPECT_EQ(state(running), "carried_out");
  EXPECT_FALSE(is_in("to", "u04"));
}

/// An empty answer, from a wrong place: the breaker keeps it aside, and nothing is carried out on
/// it.
TEST_P(OrdersLive, AWrongPlaceInTheDirectoryCarriesNothingOut) {
  approved("u05", "to");
  Running running(path(), town_, 3, revoker());
  core::Pull empty("kataloget", later(3));
  for (const core::ObjectClass c : core::kAllObjectClasses) {
    empty.set_completeness(c, core::Completeness::complete);
  }
  empty.set_finished(later(3));
  const auto applied = must(running.store.apply(empty, {"kataloget", ground->kind(), "Kataloget"},
                                                {}, store::ApplyMode::apply));
  EXPECT_EQ(applied.outcome, core::PullOutcome::quarantined);
  running.refresh(4);
  EXPECT_TRUE(must(running.orders.prove(later(4))).empty());
  const auto lines = must(running.orders.run(running.as("ida"), {}, later(4)));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines.front().outcome, RunLine::Outcome::held);
  const std::string told = test::danish(lines.front().sentence);
  EXPECT_NE(told.find("karantæne"), std::string::npos) << told;
  EXPECT_TRUE(is_in("to", "u05"));
}

/// The same order after the directory went on without it: each ends in what is true.
TEST_P(OrdersLive, WhatSomebodyDidMeanwhileIsSaidAsItIs) {
  const auto ordered = [&](const std::string& login, const std::string& meanwhile) {
    if (GetParam() == Server::openldap) {
      // Its lists by name would point nowhere, which is a gap of its own.
      ground->modify("dn: " + ground->dn("posix") +
                     "\nchangetype: modify\ndelete: memberUid\nmemberUid: " + login + "\n");
    }
    approved(login, "to");
    ground->modify(meanwhile);
    Running running(path(), town_, 3, revoker());
    const auto lines = must(running.orders.run(running.as("ida"), {}, later(3)));
    const RunLine line = lines.back();
    std::string told = std::string(name_of(line.outcome)) + " ";
    for (const OrderStory& story : running.orders.stories()) {
      if (story.order.id == line.order) told += name_of(state_of(story));
    }
    std::filesystem::remove_all(folder_.path());
    std::filesystem::create_directory(folder_.path());
    return told;
  };
  const auto moved = [&](const std::string& login, const std::string& rdn) {
    return "dn: " + ground->dn(login) + "\nchangetype: modrdn\nnewrdn: " + rdn +
           "\ndeleteoldrdn: 1\nnewsuperior: " + ground->other_place() + "\n";
  };
  const std::string rdn = GetParam() == Server::openldap ? "uid=" : "CN=";
  // Done by hand already.
  EXPECT_EQ(
      ordered("u06", "dn: " + ground->dn("to") + "\nchangetype: modify\ndelete: member\nmember: " +
                         ground->dn("u06") + "\n"),
      "done carried_out");
  // Gone altogether: nobody who could use it.
  EXPECT_EQ(ordered("u07", "dn: " + ground->dn("u07") + "\nchangetype: delete\n"),
            "done carried_out");
  // Moved to another place: the same account.
  EXPECT_EQ(ordered("u08", moved("u08", rdn + "u08")), "done carried_out");
  EXPECT_FALSE(ground->lists(ground->dn("to"), rdn + "u08," + ground->other_place()));
  // Renamed as well: people must look whether it is still whom they meant, where the login tells.
  const std::string renamed = ordered("u09", moved("u09", rdn + "andet"));
  const bool still_in = ground->lists(ground->dn("to"), rdn + "andet," + ground->other_place());
  EXPECT_EQ(renamed, still_in ? "failed failed" : "done carried_out");
  EXPECT_EQ(still_in, GetParam() == Server::openldap) << "there the login is in the name";
}

INSTANTIATE_TEST_SUITE_P(Servers, OrdersLive,
                         testing::Values(Server::active_directory, Server::openldap),
                         [](const auto& told) {
                           return told.param == Server::openldap ? "OpenLdap" : "ActiveDirectory";
                         });

}  // namespace
}  // namespace rettesnor::review
