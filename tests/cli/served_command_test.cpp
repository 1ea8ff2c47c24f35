// Terminals' commands on what a serving program lends, while that is at work.
#include "cli/served_command.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <sstream>
#include <thread>

#include "tests/review/order_words.h"
#include "tests/support/scratch.h"

namespace rettesnor::cli {
namespace {

using review::FileDirectory;
using review::FileRevoker;
using review::later;
using review::must;
using namespace std::chrono_literals;

/// A directory whose first act waits until the test lets it go.
class SlowRevoker : public FileRevoker {
 public:
  SlowRevoker(FileDirectory& directory, std::atomic<bool>& reached, std::atomic<bool>& let_go)
      : FileRevoker(directory), reached_(&reached), let_go_(&let_go) {}
  core::Result<connectors::Outcome> carry_out(const connectors::Removal& removal) override {
    *reached_ = true;
    test::wait_until([&] { return let_go_->load(); }, 20s);
    return FileRevoker::carry_out(removal);
  }

 private:
  std::atomic<bool>* reached_;
  std::atomic<bool>* let_go_;
};

class ServedCommand : public testing::Test {
 protected:
  ServedCommand() {
    directory_.write({"ada H", "bob H"});
    must(orders_.refresh(stage_.review().now()));
  }
  review::RevokerOf slow() {
    return [this](const std::string&) -> core::Result<std::unique_ptr<connectors::Revoker>> {
      return std::make_unique<SlowRevoker>(directory_, reached_, let_go_);
    };
  }
  struct Said {
    ControlOutcome outcome;
    std::string out, err;
  };
  Said run(const std::string& command,
           const std::map<std::string, std::vector<std::string>>& arguments) {
    ControlRequest request;
    request.version = program_version();
    request.settings = serving_.settings_path;
    request.command = command;
    for (const auto& [name, values] : arguments) request.arguments.put(name, values);
    std::ostringstream out;
    std::ostringstream err;
    const ControlOutcome outcome =
        run_served(serving_, request, {.user = geteuid(), .process = getpid()}, out, err);
    return {outcome, out.str(), err.str()};
  }
  void approved(const std::string& account) {
    const review::OrderWish wish{.account = "K/" + account, .right = "K:H", .words = "ny opgave"};
    const auto order = must(orders_.request(stage_.as("lea"), wish, later(1))).front().id;
    must(orders_.approve(stage_.as("sif"), order, "", later(2)));
  }

  review::Stage stage_{review::order_town({"ada", "bob"})};
  FileDirectory directory_{stage_.file("directory.txt")};
  std::atomic<bool> reached_ = false, let_go_ = false;
  review::Orders orders_{stage_.store(), review::copenhagen(), review::OrderSources{{"K"}, {}},
                         slow()};
  policies::Settings settings_;
  bool told_again_ = false;
  ServingProgram serving_{stage_.store(), stage_.review(),         orders_,
                          settings_,      review::copenhagen(),    "/etc/rettesnor.toml",
                          "/nowhere",     [] { return later(3); }, [this] { told_again_ = true; }};
};

TEST_F(ServedCommand, TheBrakeStopsARunThatIsGoingOn) {
  approved("ada");
  approved("bob");
  Said ran;
  std::thread running([&] { ran = run("orders run", {{"--by", {"ida"}}}); });
  ASSERT_TRUE(test::wait_until([&] { return reached_.load(); }, 10s));
  Said braked;
  std::thread braking([&] {
    braked = run("orders stop", {{"--by", {"sif"}}, {"--reason", {"noget er galt"}}});
  });
  std::this_thread::sleep_for(500ms);  // long enough to be where it waits for the run
  let_go_ = true;
  running.join();
  braking.join();
  EXPECT_EQ(braked.outcome.code, ExitCode::fine) << braked.err;
  EXPECT_EQ(directory_.writes, 1) << ran.out << ran.err;
}

TEST_F(ServedCommand, WhatAThreadSaysOfItsTerminalEndsWithTheCommand) {
  run("orders stop", {{"--by", {"sif"}}, {"--reason", {"noget er galt"}}});
  must(orders_.start(stage_.as("ida"), "rettet", later(4)));
  const auto events = must(stage_.store().events(0, 2));
  EXPECT_EQ(events[0].kind, "orders_started");
  EXPECT_EQ(events[0].bytes.find("\"via\""), std::string::npos) << events[0].bytes;
  EXPECT_EQ(events[1].kind, "orders_stopped");
  EXPECT_NE(events[1].bytes.find("\"via\":\"terminal\""), std::string::npos) << events[1].bytes;
}

TEST_F(ServedCommand, TheClockIsThatOfTheServingProgram) {
  const Said said = run("orders list", {{"--now", {"2031-01-01T00:00:00Z"}}});
  ASSERT_TRUE(said.outcome.refusal);
  EXPECT_EQ(said.outcome.refusal->reason, RefusalReason::now);
  EXPECT_FALSE(run("orders list", {{"--now", {core::to_iso(later(3))}}}).outcome.refusal);
}

}  // namespace
}  // namespace rettesnor::cli
