// Accepts terminals, checks who they are, and streams back what their commands say.
#include "cli/control_desk.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <set>
#include <streambuf>
#include <system_error>
#include <thread>
#include <utility>

#include "cli/control_frames.h"
#include "cli/terminal_user.h"
#include "http/listening_socket.h"
#include "words/refusal.h"

namespace rettesnor::cli {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kForRefusal{200};
constexpr std::size_t kChunk = 16384;

/// Sends what is written as frames. Once nobody takes it, the rest goes nowhere: the command comes
/// to its end all the same.
class FramedOutput : public std::streambuf {
 public:
  FramedOutput(int descriptor, FrameKind kind, milliseconds patience)
      : descriptor_(descriptor), kind_(kind), patience_(patience) {
    setp(room_.data(), room_.data() + room_.size());
  }

 protected:
  int_type overflow(int_type letter) override {
    pass_on();
    if (!traits_type::eq_int_type(letter, traits_type::eof())) {
      *pptr() = traits_type::to_char_type(letter);
      pbump(1);
    }
    return traits_type::not_eof(letter);
  }
  int sync() override {
    pass_on();
    return 0;
  }

 private:
  void pass_on() {
    const std::string_view bytes(pbase(), static_cast<std::size_t>(pptr() - pbase()));
    if (reader_ == Reader::there && !bytes.empty() &&
        !send_frame(descriptor_, kind_, bytes, patience_)) {
      reader_ = Reader::gone;
    }
    setp(room_.data(), room_.data() + room_.size());
  }

  int descriptor_;
  FrameKind kind_;
  milliseconds patience_;
  enum class Reader { there, gone } reader_ = Reader::there;
  std::array<char, kChunk> room_{};
};

std::optional<ControlPeer> peer_of(int descriptor) {
  ucred credentials{};
  socklen_t length = sizeof credentials;
  if (getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) != 0) return {};
  return ControlPeer{credentials.uid, credentials.pid};
}

void refuse(int descriptor, const ControlRefusal& refusal) {
  // Whoever has gone meanwhile misses nothing.
  static_cast<void>(
      send_frame(descriptor, FrameKind::refusal, to_bytes(refusal), kForRefusal).has_value());
}

}  // namespace

bool may_command(uid_t peer, uid_t own) {
  return peer == own || peer == 0;
}

/// Shared with every connection's thread, so that one left behind still has it.
struct ControlDesk::State {
  State(http::ListeningSocket socket, RunForTerminal task, ControlPatience how_long)
      : listening(std::move(socket)), run(std::move(task)), patience(how_long) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (wake >= 0) close(wake);
  }

  http::ListeningSocket listening;
  const RunForTerminal run;
  const ControlPatience patience;
  const int wake = eventfd(0, EFD_CLOEXEC);
  std::thread acceptor;
  std::mutex mutex;
  std::condition_variable ended;
  std::set<int> connections;  ///< open ones

  static void accept_all(const std::shared_ptr<State>& state);
  static void take(const std::shared_ptr<State>& state, int descriptor);
  void serve(int descriptor);
  void hang_up(int descriptor);
  void answer(int descriptor, const ControlPeer& peer);
};

void ControlDesk::State::accept_all(const std::shared_ptr<State>& state) {
  std::array<pollfd, 2> wanted{
      {{state->listening.descriptor(), POLLIN, 0}, {state->wake, POLLIN, 0}}};
  for (;;) {
    if (poll(wanted.data(), wanted.size(), -1) < 0) continue;
    if (wanted[1].revents != 0) return;
    const int descriptor =
        accept4(state->listening.descriptor(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (descriptor >= 0) {
      take(state, descriptor);
    } else if (errno == EMFILE || errno == ENFILE) {
      std::this_thread::sleep_for(kForRefusal);  // until somebody gives one back
    }
  }
}

void ControlDesk::State::take(const std::shared_ptr<State>& state, int descriptor) {
  {
    const std::lock_guard lock(state->mutex);
    if (state->connections.size() >= kMostCommands) {
      refuse(descriptor, {RefusalReason::busy, std::to_string(kMostCommands)});
      close(descriptor);
      return;
    }
    state->connections.insert(descriptor);
  }
  try {
    std::thread([state, descriptor] {
      state->serve(descriptor);
      state->hang_up(descriptor);
    }).detach();
  } catch (const std::system_error&) {  // the machine has no thread left
    refuse(descriptor, {RefusalReason::busy, std::to_string(kMostCommands)});
    state->hang_up(descriptor);
  }
}

void ControlDesk::State::hang_up(int descriptor) {
  const std::lock_guard lock(mutex);
  connections.erase(descriptor);
  close(descriptor);
  ended.notify_all();
}

void ControlDesk::State::serve(int descriptor) {
  const auto peer = peer_of(descriptor);
  if (!peer || !may_command(peer->user, geteuid())) {
    return refuse(descriptor, {RefusalReason::peer, name_of_user(geteuid())});
  }
  answer(descriptor, *peer);
}

void ControlDesk::State::answer(int descriptor, const ControlPeer& peer) {
  if (!send_frame(descriptor, FrameKind::ready, "", patience.output)) return;
  const auto frame = receive_frame(descriptor, patience.request);
  if (!frame) {
    if (frame.error().kind == core::ErrorKind::corrupt) refuse(descriptor, {});
    return;
  }
  const auto request = read_request(frame->bytes);
  if (frame->kind != FrameKind::request || !request) return refuse(descriptor, {});
  FramedOutput out_frames(descriptor, FrameKind::output, patience.output);
  FramedOutput err_frames(descriptor, FrameKind::errors, patience.output);
  std::ostream out(&out_frames);
  std::ostream err(&err_frames);
  err << std::unitbuf;
  const ControlOutcome outcome = run(*request, peer, out, err);
  if (outcome.refusal) return refuse(descriptor, *outcome.refusal);
  out.flush();
  err.flush();
  static_cast<void>(send_frame(descriptor, FrameKind::exit,
                               std::to_string(static_cast<int>(outcome.code)), patience.output)
                        .has_value());
}

core::Result<std::unique_ptr<ControlDesk>> ControlDesk::open(const std::string& path,
                                                             RunForTerminal run,
                                                             ControlPatience patience) {
  auto listening = TRY(http::ListeningSocket::open("unix:" + path, 0, 0600));
  auto state = std::make_shared<State>(std::move(listening), std::move(run), patience);
  if (state->wake < 0)
    return words::refuse(core::ErrorKind::conflict, words::Refusal::no_event_descriptor);
  state->acceptor = std::thread(State::accept_all, state);
  return std::unique_ptr<ControlDesk>(new ControlDesk(std::move(state)));
}

ControlDesk::ControlDesk(std::shared_ptr<State> state) : state_(std::move(state)) {}

ControlDesk::~ControlDesk() {
  stop();
}

ControlDesk::End ControlDesk::stop() {
  if (state_->acceptor.joinable()) {
    eventfd_write(state_->wake, 1);
    state_->acceptor.join();
    state_->listening.close();
  }
  std::unique_lock lock(state_->mutex);
  // Whoever has not asked yet is not waited for.
  for (const int descriptor : state_->connections) shutdown(descriptor, SHUT_RD);
  const bool done = state_->ended.wait_for(lock, state_->patience.end,
                                           [&] { return state_->connections.empty(); });
  return done ? End::all_done : End::left_behind;
}

}  // namespace rettesnor::cli
