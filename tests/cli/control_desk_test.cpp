// The socket beside the store on its own: frames, limits, and clients that misbehave.
#include "cli/control_desk.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <thread>
#include <vector>

#include "cli/control_frames.h"
#include "tests/support/error_words.h"
#include "tests/support/scratch.h"

namespace rettesnor::cli {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds kSoon{10};

/// A connection that does what a test wants.
class RawTerminal {
 public:
  explicit RawTerminal(const std::string& path)
      : descriptor_(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    std::memcpy(name.sun_path, path.c_str(), path.size() + 1);
    connected = connect(descriptor_, reinterpret_cast<sockaddr*>(&name), sizeof name) == 0;
  }
  RawTerminal(const RawTerminal&) = delete;
  RawTerminal& operator=(const RawTerminal&) = delete;
  ~RawTerminal() { close(descriptor_); }

  core::Result<Frame> next() const { return receive_frame(descriptor_, kSoon); }
  void send(std::string_view bytes) const {
    ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }
  void ask(const std::string& command) const {
    ControlRequest request;
    request.command = command;
    ASSERT_TRUE(send_frame(descriptor_, FrameKind::request, to_bytes(request), kSoon));
  }

  bool connected = false;

 private:
  int descriptor_;
};

class Desk : public testing::Test {
 protected:
  void start(ControlPatience patience = {}) {
    auto opened = ControlDesk::open(
        path,
        [this](const ControlRequest& request, const ControlPeer&, std::ostream& out,
               std::ostream& err) { return answer(request, out, err); },
        patience);
    ASSERT_TRUE(opened) << opened.error().message;
    desk = std::move(*opened);
  }
  ControlOutcome answer(const ControlRequest& request, std::ostream& out, std::ostream& err) {
    ++running;
    if (request.command == "long") {
      test::wait_until([&] { return let_go.load(); }, 20s);
    } else if (request.command == "big") {
      out << std::string(4'000'000, 'x');
      finished = true;
    } else {
      out << "out";
      err << "err";
    }
    --running;
    return {{}, ExitCode::quarantine};
  }

  /// What one client gets that behaves.
  std::string asked(const std::string& command) const {
    const RawTerminal terminal(path);
    std::string said;
    const auto welcome = terminal.next();
    if (welcome && welcome->kind == FrameKind::refusal) return "refused";
    if (welcome) terminal.ask(command);
    for (;;) {
      const auto frame = terminal.next();
      if (!frame) return said + "!" + test::english(frame.error());
      said += std::string(1, static_cast<char>(frame->kind)) + frame->bytes + " ";
      if (frame->kind == FrameKind::exit || frame->kind == FrameKind::refusal) return said;
    }
  }

  test::ScratchFolder folder{"desk"};
  std::string path = folder.file("d.sock");
  std::atomic<int> running = 0;
  std::atomic<bool> let_go = false, finished = false;
  std::unique_ptr<ControlDesk> desk;
};

TEST_F(Desk, StreamsBothOutputsAndThenTheExitCode) {
  start();
  EXPECT_EQ(asked("short"), "Eerr Oout X4 ");
}

TEST_F(Desk, TheFileIsForItsOwnerAloneAndGoesWithTheDesk) {
  start();
  struct stat file {};
  ASSERT_EQ(lstat(path.c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777U, 0600U);
  desk.reset();
  EXPECT_NE(lstat(path.c_str(), &file), 0);
}

TEST_F(Desk, OneThatADeadProcessLeftIsReplaced) {
  {
    const int dead = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    std::memcpy(name.sun_path, path.c_str(), path.size() + 1);
    ASSERT_EQ(bind(dead, reinterpret_cast<sockaddr*>(&name), sizeof name), 0);
    close(dead);
  }
  EXPECT_FALSE(RawTerminal(path).connected);
  start();
  EXPECT_EQ(asked("short"), "Eerr Oout X4 ");
}

TEST_F(Desk, WhoHangsHoldsUpNobodyAndIsHungUpOn) {
  start({.request = 300ms, .output = 300ms, .end = 5s});
  const RawTerminal mute(path);
  const RawTerminal half(path);
  half.send(std::string("Q\0\0\0\x10half", 9));
  EXPECT_EQ(asked("short"), "Eerr Oout X4 ");
  for (const RawTerminal* each : {&mute, &half}) {
    ASSERT_TRUE(each->next());  // ready
    const auto end = each->next();
    ASSERT_FALSE(end);
    EXPECT_EQ(test::english(end.error()), "The other side is gone");
  }
}

TEST_F(Desk, TheCommandEndsThoughNobodyReadsWhatItSays) {
  start({.request = 5s, .output = 200ms, .end = 5s});
  const RawTerminal terminal(path);
  ASSERT_TRUE(terminal.next());
  terminal.ask("big");
  EXPECT_TRUE(test::wait_until([&] { return finished.load(); }, kSoon));
}

TEST_F(Desk, ALongCommandDoesNotHoldUpAShortOne) {
  start();
  const RawTerminal terminal(path);
  ASSERT_TRUE(terminal.next());
  terminal.ask("long");
  ASSERT_TRUE(test::wait_until([&] { return running == 1; }, kSoon));
  EXPECT_EQ(asked("short"), "Eerr Oout X4 ");
  let_go = true;
  EXPECT_EQ(terminal.next()->kind, FrameKind::exit);
}

TEST_F(Desk, BeyondSoManyAtOnceItSaysBusy) {
  start();
  std::vector<std::unique_ptr<RawTerminal>> many;
  for (int n = 0; n < ControlDesk::kMostCommands; ++n) {
    many.push_back(std::make_unique<RawTerminal>(path));
    ASSERT_TRUE(many.back()->next());
  }
  const RawTerminal late(path);
  const auto refused = late.next();
  ASSERT_TRUE(refused);
  ASSERT_EQ(refused->kind, FrameKind::refusal);
  EXPECT_EQ(read_refusal(refused->bytes).reason, RefusalReason::busy);
  many.clear();
  EXPECT_TRUE(test::wait_until([&] { return asked("short") == "Eerr Oout X4 "; }, kSoon));
}

TEST_F(Desk, WhatIsNoRequestIsRefused) {
  start();
  for (const std::string& bytes :
       {std::string("GET / HTTP/1.1\r\n\r\n"), std::string("Q\xff\xff\xff\xff", 5),
        std::string("Q\0\0\0\x02{}", 7), std::string("Q\0\0\0\x04\xff\xfe{[", 9),
        std::string("O\0\0\0\x02{}", 7)}) {
    const RawTerminal terminal(path);
    ASSERT_TRUE(terminal.next());
    terminal.send(bytes);
    const auto frame = terminal.next();
    ASSERT_TRUE(frame) << bytes;
    EXPECT_EQ(frame->kind, FrameKind::refusal) << bytes;
  }
  EXPECT_EQ(asked("short"), "Eerr Oout X4 ");
}

TEST_F(Desk, StoppingWaitsForWhatRunsAndForNothingElse) {
  start({.request = 20s, .output = 5s, .end = 10s});
  const RawTerminal mute(path);
  ASSERT_TRUE(mute.next());
  const RawTerminal busy(path);
  ASSERT_TRUE(busy.next());
  busy.ask("long");
  ASSERT_TRUE(test::wait_until([&] { return running == 1; }, kSoon));
  std::thread later([&] {
    std::this_thread::sleep_for(300ms);
    let_go = true;
  });
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(desk->stop(), ControlDesk::End::all_done);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 5s);
  later.join();
  EXPECT_EQ(busy.next()->kind, FrameKind::exit);
}

TEST_F(Desk, WhatDoesNotEndIsLeftBehind) {
  start({.request = 5s, .output = 5s, .end = 100ms});
  const RawTerminal busy(path);
  ASSERT_TRUE(busy.next());
  busy.ask("long");
  ASSERT_TRUE(test::wait_until([&] { return running == 1; }, kSoon));
  EXPECT_EQ(desk->stop(), ControlDesk::End::left_behind);
  let_go = true;
  EXPECT_TRUE(test::wait_until([&] { return desk->stop() == ControlDesk::End::all_done; }, kSoon));
}

/// The reason that an account gets which owns nothing here; -1 when none came.
int reason_for_nobody(const std::string& path) {
  constexpr uid_t kNobody = 65534;
  const pid_t child = fork();
  if (child == 0) {
    if (setresuid(kNobody, kNobody, kNobody) != 0) _exit(100);
    const RawTerminal terminal(path);
    const auto frame = terminal.next();
    const bool is_refused = frame && frame->kind == FrameKind::refusal;
    _exit(is_refused ? static_cast<int>(read_refusal(frame->bytes).reason) : 101);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// Only root can become somebody else; for others the rule itself is tested below.
TEST_F(Desk, AnotherAccountIsRefusedThoughTheFileWouldLetItIn) {
  if (geteuid() != 0) return;
  start();
  EXPECT_EQ(reason_for_nobody(path), 101);  // the folder is ours alone
  chmod(folder.path().c_str(), 0755);
  EXPECT_EQ(reason_for_nobody(path), 101);  // and so is the file
  chmod(path.c_str(), 0666);
  EXPECT_EQ(reason_for_nobody(path), static_cast<int>(RefusalReason::peer));
}

TEST(ControlPeers, OnlyTheOwnAccountAndRootGiveCommands) {
  EXPECT_TRUE(may_command(1000, 1000));
  EXPECT_TRUE(may_command(0, 1000));
  EXPECT_FALSE(may_command(1001, 1000));
  EXPECT_FALSE(may_command(1000, 0));
}

TEST(ControlRequests, AreTheSameAfterTheWay) {
  ControlRequest request;
  request.version = "1";
  request.command = "findings list";
  request.arguments.put("--code", {"A", "blåbær \"x\""});
  request.arguments.put("--json", {});
  request.language = Language::english;
  request.columns = 80;
  request.environment["TERM"] = "dumb";
  const auto read = read_request(to_bytes(request));
  ASSERT_TRUE(read);
  EXPECT_EQ(to_bytes(*read), to_bytes(request));
  EXPECT_EQ(read->arguments.all("--code").size(), 2U);
  EXPECT_TRUE(read->arguments.has("--json"));
}

TEST(ControlRequests, NothingElseOfTheEnvironmentIsTaken) {
  ControlRequest request;
  request.environment["RETTESNOR_PASSWORD"] = "hemmelig";
  const auto read = read_request(to_bytes(request));
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->environment.empty());
}

TEST(ControlRefusals, AreTheSameAfterTheWayAndOneFromTheFutureIsUnknown) {
  for (const auto reason : {RefusalReason::version, RefusalReason::settings, RefusalReason::now,
                            RefusalReason::busy, RefusalReason::peer, RefusalReason::unknown}) {
    EXPECT_EQ(read_refusal(to_bytes(ControlRefusal{reason, "x"})).reason, reason);
  }
  EXPECT_EQ(read_refusal("{\"reason\":\"moonphase\"}").reason, RefusalReason::unknown);
  EXPECT_EQ(read_refusal("nonsense").reason, RefusalReason::unknown);
}

}  // namespace
}  // namespace rettesnor::cli
