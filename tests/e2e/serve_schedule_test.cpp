// The program itself: pages answer and it can be stopped while a source does not answer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "tests/http/raw_client.h"
#include "tests/support/places.h"
#include "tests/support/scratch.h"
#include "tests/support/slapd_town.h"
#include "tests/support/town_program.h"

namespace rettesnor {
namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;
using ::testing::HasSubstr;
using ::testing::Not;

/// The town with one more source, which was never read and so is due at once.
class SlowTown {
 public:
  SlowTown() : slapd({}, test::slapd_town_ldif({.people = 20, .groups = 2})) {
    program.walk();
    test::write_file(program.settings(),
                     test::read_file(program.settings()) +
                         "\n[[source]]\nname = \"langsom\"\nkind = \"ldap\"\nsystem = \"Langsom\"\n"
                         "urls = [\"" +
                         slapd.ldaps_url() + "\"]\nca_file = \"" + slapd.ca_file() +
                         "\"\nbase_dns = [\"" + slapd.suffix() +
                         "\"]\nconnect_timeout_seconds = 60\nanswer_timeout_seconds = 60\n"
                         "[source.bind]\nuser = \"" +
                         slapd.reader_dn() + "\"\npassword_file = \"" +
                         slapd.reader_password_file() + "\"\n");
  }
  void serve(const std::vector<std::string>& more = {}) {
    std::vector<std::string> argv{test::built_path("cli/rettesnor").string(),
                                  "--settings",
                                  program.settings(),
                                  "--now",
                                  std::string(test::kTownNow),
                                  "serve",
                                  "--demo",
                                  "--port",
                                  "0"};
    argv.insert(argv.end(), more.begin(), more.end());
    process = test::Process(argv, log());
    const auto has_address = [&] {
      const std::string said = test::read_file(log());
      const std::size_t at = said.find("http://127.0.0.1:");
      if (at == std::string::npos || said.find('\n', at) == std::string::npos) return false;
      port = std::atoi(said.c_str() + at + 17);
      return true;
    };
    if (!test::wait_until(has_address, seconds(30)))
      throw std::runtime_error(test::read_file(log()));
  }
  /// A page, and how long it took.
  std::chrono::milliseconds asks() const {
    const auto begun = steady_clock::now();
    test::RawClient client(port);
    client.send("GET /signin HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
                "\r\nConnection: close\r\n\r\n");
    if (test::status_of(client.rest()) != 200) return std::chrono::hours(1);
    return std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - begun);
  }
  /// Until it has ended by itself.
  std::chrono::milliseconds stops() {
    const auto begun = steady_clock::now();
    process.send(SIGTERM);
    test::wait_until([&] { return !process.is_running(); }, seconds(30));
    return std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - begun);
  }
  std::string pulls() const { return program.run({"pulls", "langsom", "--json"}).out; }
  std::filesystem::path log() const { return program.path() / "serve.log"; }

  test::SlapdDirectory slapd;
  test::TownProgram program;
  test::Process process;
  int port = 0;
};

TEST(ServeSchedule, PagesAnswerAndTheProgramStopsWhileASourceHangs) {
  SlowTown town;
  town.slapd.pause();
  town.serve();
  for (int i = 0; i < 10; ++i) EXPECT_LT(town.asks(), seconds(2));
  EXPECT_LT(town.stops(), seconds(5));
  town.slapd.resume();
  EXPECT_THAT(town.pulls(), Not(HasSubstr("\"outcome\": \"applied\""))) << "it was still waiting";
}

TEST(ServeSchedule, WhatIsDueIsReadAndKept) {
  SlowTown town;
  town.slapd.pause();
  town.serve();
  EXPECT_LT(town.asks(), seconds(2));
  const auto store = town.program.path() / "data" / "rettesnor.db";
  const auto before = std::filesystem::last_write_time(store);
  town.slapd.resume();
  // What it has begun to write it ends before it stops.
  EXPECT_TRUE(test::wait_until([&] { return std::filesystem::last_write_time(store) != before; },
                               seconds(60)));
  EXPECT_LT(town.stops(), seconds(5));
  EXPECT_THAT(town.pulls(), HasSubstr("\"outcome\": \"applied\"")) << test::read_file(town.log());
}

TEST(ServeSchedule, MailsCanBeStoppedWhileItRuns) {
  SlowTown town;
  town.serve({"--no-schedule"});
  EXPECT_EQ(town.program.run({"mail", "list"}).exit_code, 0);
  EXPECT_EQ(town.program.run({"mail", "stop"}).exit_code, 2) << "why?";
  EXPECT_EQ(town.program.run({"mail", "stop", "--reason", "Forkert frist"}).exit_code, 0);
  EXPECT_THAT(test::read_file(town.program.path() / "data" / "mail.stop"),
              HasSubstr("Forkert frist"));
  EXPECT_EQ(town.program.run({"mail", "start"}).exit_code, 0);
  EXPECT_FALSE(std::filesystem::exists(town.program.path() / "data" / "mail.stop"));
}

TEST(ServeSchedule, ASourceThatHangsForATerminalHoldsUpNothingElse) {
  SlowTown town;
  town.slapd.pause();
  town.serve({"--no-schedule"});
  test::Ran cut;
  std::thread terminal([&] { cut = town.program.run({"sync", "langsom"}); });
  std::this_thread::sleep_for(seconds(2));
  EXPECT_LT(town.asks(), seconds(2));
  const auto begun = steady_clock::now();
  EXPECT_EQ(town.program.run({"orders"}).exit_code, 0);
  EXPECT_LT(steady_clock::now() - begun, seconds(2));
  EXPECT_LT(town.stops(), seconds(5));
  terminal.join();
  town.slapd.resume();
  EXPECT_EQ(cut.exit_code, 8);
  EXPECT_THAT(cut.err, HasSubstr("før svaret var helt fremme"));
  EXPECT_EQ(town.program.run({"overview"}).exit_code, 0) << "the store is whole and free";
}

TEST(ServeSchedule, WithoutItNothingIsRead) {
  SlowTown town;
  town.serve({"--no-schedule"});
  std::this_thread::sleep_for(seconds(2));
  EXPECT_LT(town.stops(), seconds(5));
  EXPECT_THAT(town.pulls(), Not(HasSubstr("outcome")));
}

}  // namespace
}  // namespace rettesnor
