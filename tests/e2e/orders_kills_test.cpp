// 500 orders against a real OpenLDAP, with the program and the directory killed at any moment.
#include <gtest/gtest.h>

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "tests/review/order_words.h"
#include "tests/support/pull_text.h"
#include "tests/support/revoker_ground.h"

namespace rettesnor::review {
namespace {

constexpr int kOrders = 500;

std::string login(int at) {
  std::string number = std::to_string(at);
  return "m" + std::string(4 - number.size(), '0') + number;
}

/// How many steps the process of the moment has come to, for those who watch it.
class SharedCount {
 public:
  SharedCount()
      : count_(static_cast<std::atomic<int>*>(::mmap(nullptr, sizeof(std::atomic<int>),
                                                     PROT_READ | PROT_WRITE,
                                                     MAP_SHARED | MAP_ANONYMOUS, -1, 0))) {}
  SharedCount(const SharedCount&) = delete;
  SharedCount& operator=(const SharedCount&) = delete;
  ~SharedCount() { ::munmap(count_, sizeof(std::atomic<int>)); }
  std::atomic<int>& value() { return *count_; }

 private:
  std::atomic<int>* count_;
};

/// Counts its steps, and dies as by kill -9 at the one given: before or after a look or a write.
class CountedRevoker : public connectors::Revoker {
 public:
  CountedRevoker(std::unique_ptr<connectors::Revoker> real, std::atomic<int>& steps, int last)
      : real_(std::move(real)), steps_(steps), last_(last) {}
  core::Result<connectors::Standing> look(const connectors::Removal& removal) override {
    step();
    return real_->look(removal);
  }
  core::Result<connectors::Outcome> carry_out(const connectors::Removal& removal) override {
    step();
    auto outcome = real_->carry_out(removal);
    step();
    return outcome;
  }
  core::Result<connectors::Outcome> restore(const std::string& image) override {
    return real_->restore(image);
  }
  core::Result<std::vector<connectors::CheckLine>> check(core::Timestamp now) override {
    return real_->check(now);
  }

 private:
  void step() {
    if (++steps_ == last_) _exit(9);
  }
  std::unique_ptr<connectors::Revoker> real_;
  std::atomic<int>& steps_;
  int last_;
};

std::map<OrderState, int> counted(const std::vector<OrderStory>& stories) {
  std::map<OrderState, int> states;
  for (const OrderStory& story : stories) ++states[state_of(story)];
  return states;
}

class OrderKills : public testing::Test {
 protected:
  void SetUp() override {
    town_.with(test::system("Kataloget", [](policies::System& each) { each.owner = "n-own"; }));
    store::Store store = must(store::Store::open(path()));
    pull_all(store, town_, kMonday);
    read(store, 0);
  }
  std::string path() const { return folder_.file("rettesnor.db"); }
  /// Reads and writes the place of the many as well.
  nlohmann::json places() const {
    const std::string one = ground_->dn(login(1));
    nlohmann::json places = ground_->settings()["people"];
    places["bases"].push_back(one.substr(one.find(',') + 1));
    return {{"people", places}};
  }
  RevokerOf revoker(int last = 0) {
    return [this, last](const std::string&) -> core::Result<std::unique_ptr<connectors::Revoker>> {
      return std::make_unique<CountedRevoker>(ground_->revoker(places()), steps_.value(), last);
    };
  }
  void read(store::Store& store, int hours) const {
    nlohmann::json settings = ground_->settings();
    settings.merge_patch(places());
    auto pull = must(test::pull_from(ground_->kind(), settings, later(hours)));
    pull.set_finished(later(hours));
    const store::BreakerLimits limits = store::BreakerLimits{}.raised_to(100);
    const auto applied = must(store.apply(pull, {"kataloget", ground_->kind(), "Kataloget"},
                                          store::Raise{limits, "system", "", later(hours)},
                                          store::ApplyMode::apply));
    ASSERT_EQ(applied.outcome, core::PullOutcome::applied);
  }
  void ask_and_approve() {
    Running running(path(), town_, 1, revoker());
    for (int i = 1; i <= kOrders; ++i) {
      OrderWish wish;
      wish.account = "Kataloget/" + ground_->id(login(i));
      wish.right = "Kataloget:" + ground_->id("stor");
      wish.words = "oprydning";
      const auto order = must(running.orders.request(running.as("ib"), wish, later(1))).front();
      must(running.orders.approve(running.as("sif"), order.id, "", later(2)));
      if (order.approvals > 1)
        must(running.orders.approve(running.as("own"), order.id, "", later(2)));
    }
  }
  /// A process of its own that does `work`.
  template <class Work>
  pid_t process(Work work) {
    const pid_t child = fork();
    if (child != 0) return child;
    work();
    _exit(0);
  }
  pid_t carries_out(int hours, int last) {
    steps_.value() = 0;
    return process([&] {
      Running running(path(), town_, hours, revoker(last));
      RunPlan plan;
      plan.per_hour = 10000;
      plan.percent = 99;
      plan.reason = "oprydning";
      static_cast<void>(running.orders.run(running.as("ida"), plan, later(hours)));
    });
  }
  std::vector<OrderStory> stories() const {
    const store::Store store = must(store::Store::open(path()));
    return must(read_stories(store));
  }
  std::set<std::string> members() const {
    std::set<std::string> lines;
    std::istringstream text(ground_->show(ground_->dn("stor"), "member"));
    for (std::string line; std::getline(text, line);) lines.insert(line);
    return lines;
  }

  /// One run of the program, in which it or the directory dies at a moment of `dice`.
  void one_death(int hours) {
    const bool by_step = dice_() % 2 == 0;
    const bool directory_dies = dice_() % 5 == 0;
    const int moment = 1 + static_cast<int>(dice_() % 40);
    const pid_t child = carries_out(hours, by_step ? moment : 0);
    int status = 0;
    pid_t ended = 0;
    while (ended == 0 && steps_.value() < moment) {
      ended = waitpid(child, &status, WNOHANG);
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
    std::this_thread::sleep_for(std::chrono::microseconds(dice_() % 3000));
    if (directory_dies) {
      ground_->kill();
      ++outages_;
    } else if (!by_step && ended == 0) {
      kill(child, SIGKILL);
    }
    if (ended == 0) waitpid(child, &status, 0);
    if (directory_dies) ground_->start();
    deaths_ += WIFSIGNALED(status) || WEXITSTATUS(status) == 9 ? 1 : 0;
  }
  /// Whatever died: each order is there, none is proved or given up, and what is called done is.
  void expect_truth(const std::vector<OrderStory>& now) const {
    ASSERT_EQ(now.size(), static_cast<std::size_t>(kOrders)) << "an order is lost";
    const std::set<std::string> there = members();
    for (const OrderStory& story : now) {
      const OrderState state = state_of(story);
      ASSERT_NE(state, OrderState::verified) << "nothing was read";
      ASSERT_NE(state, OrderState::failed)
          << story.order.account_ref << ": " << story.steps.back().words;
      if (state != OrderState::carried_out) continue;
      ASSERT_FALSE(there.contains("member: " + ground_->dn(story.order.expected_login)))
          << story.order.account_ref << " is called done and is still there";
    }
  }
  /// Proving that is killed at any moment.
  void die_while_proving(int hours) {
    const pid_t child = process([&] {
      Running running(path(), town_, hours, revoker());
      read(running.store, hours);
      running.refresh(hours);
      static_cast<void>(running.orders.prove(later(hours)));
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(50 + dice_() % 400));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
  }

  std::unique_ptr<test::RevokerGround> ground_ = test::RevokerGround::openldap();
  Town town_ = order_town();
  test::ScratchFolder folder_{"order_kills"};
  SharedCount steps_;
  std::mt19937 dice_{20261126};
  int deaths_ = 0, outages_ = 0;
};

TEST_F(OrderKills, NoneIsLostNoneIsDoneTwiceAndNoneIsVerifiedFalsely) {
  const std::set<std::string> before = members();
  const std::string others = ground_->show(ground_->dn("to"), "member");
  ask_and_approve();
  int hours = 3;
  for (bool all_done = false; !all_done && hours < 1000; ++hours) {
    if (hours % 10 == 0) {  // nothing is carried out on an old reading
      store::Store store = must(store::Store::open(path()));
      read(store, hours);
    }
    one_death(hours);
    const auto now = stories();
    expect_truth(now);
    if (HasFatalFailure()) return;
    all_done = counted(now)[OrderState::carried_out] == kOrders;
  }
  EXPECT_GT(deaths_, 20);
  EXPECT_GT(outages_, 3);

  // Proving is never half believed.
  for (int again = 0; again < 10; ++again) die_while_proving(hours + 1 + again);
  Running running(path(), town_, hours + 20, revoker());
  read(running.store, hours + 20);
  running.refresh(hours + 20);
  must(running.orders.prove(later(hours + 20)));

  std::set<std::string> expected = before;
  for (const OrderStory& story : running.orders.stories()) {
    EXPECT_EQ(state_of(story), OrderState::verified)
        << story.order.account_ref << ": " << story.steps.back().words;
    std::map<core::OrderStep::Kind, int> steps;
    for (const core::OrderStep& step : story.steps) ++steps[step.kind];
    EXPECT_EQ(steps[core::OrderStep::Kind::carried_out], 1) << story.order.account_ref;
    EXPECT_EQ(steps[core::OrderStep::Kind::verified], 1) << story.order.account_ref;
    expected.erase("member: " + ground_->dn(story.order.expected_login));
  }
  EXPECT_EQ(before.size() - expected.size(), static_cast<std::size_t>(kOrders));
  EXPECT_EQ(members(), expected) << "something else was changed";
  EXPECT_EQ(ground_->show(ground_->dn("to"), "member"), others);
  std::cout << deaths_ << " deaths of the program, " << outages_ << " of the directory\n";
}

TEST_F(OrderKills, TheStopButtonWorksWhileARunIsGoingOn) {
  ask_and_approve();
  Running running(path(), town_, 3, revoker());
  RunPlan plan;
  plan.per_hour = 10000;
  plan.percent = 99;
  plan.reason = "oprydning";
  std::thread stopper([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    must(running.orders.stop(running.as("sif"), "for mange", later(3)));
  });
  const auto lines = must(running.orders.run(running.as("ida"), plan, later(3)));
  stopper.join();
  const auto done = std::count_if(lines.begin(), lines.end(), [](const RunLine& line) {
    return line.outcome == RunLine::Outcome::done;
  });
  EXPECT_GT(done, 0);
  EXPECT_LT(done, kOrders);
  EXPECT_EQ(lines.back().outcome, RunLine::Outcome::held);
  EXPECT_EQ(counted(running.orders.stories())[OrderState::under_way], 0);
  EXPECT_FALSE(running.orders.run(running.as("ida"), plan, later(4)));
}

}  // namespace
}  // namespace rettesnor::review
