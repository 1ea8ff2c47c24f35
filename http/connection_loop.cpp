// The epoll loop: accepts, moves connections along, watches the deadlines.
#include "http/connection_loop.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "http/connection.h"

#include "http/peer.h"

namespace rettesnor::http {
namespace {

using Phase = Connection::Phase;
using Wants = Connection::Wants;
using namespace std::chrono_literals;

constexpr std::uint64_t kListener = 0;
constexpr std::uint64_t kBell = 1;
constexpr auto kBeat = 100ms;
constexpr auto kLeavePatience = 1s;
constexpr auto kStopPatience = 5s;

constexpr Refusal kWrongHost{421, "This server does not answer to that name."};
constexpr Refusal kBusy{503, "The server is busy. Try again in a moment."};

std::string_view reason_of(int status) {
  switch (status) {
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 411:
      return "Length Required";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 421:
      return "Misdirected Request";
    case 431:
      return "Request Header Fields Too Large";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Bad Request";
  }
}

std::string bytes_of(const Refusal& refusal) {
  std::string out = "HTTP/1.1 " + std::to_string(refusal.status) + " ";
  out += reason_of(refusal.status);
  out += "\r\nContent-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n";
  out += "Content-Security-Policy: default-src 'none'\r\nCache-Control: no-store\r\n";
  if (refusal.status == 405) out += "Allow: GET, HEAD, POST\r\n";
  out += "Connection: close\r\nContent-Length: " + std::to_string(refusal.sentence.size() + 1);
  out += "\r\n\r\n";
  out += refusal.sentence;
  return out + "\n";
}

/// Many open lines need many descriptors; the soft limit is often 1,024.
void raise_descriptor_limit(std::size_t wanted) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min<rlim_t>(wanted, limit.rlim_max);
  setrlimit(RLIMIT_NOFILE, &limit);
}

struct Finished {
  std::uint64_t connection;
  std::string bytes;
  RequestHead::After after;
};

}  // namespace

struct ConnectionLoop::State {
  ListeningSocket socket;
  std::optional<TlsIdentity> identity;
  ConnectionLoopSettings settings;
  std::function<void(Admitted)> on_request;

  int epoll = -1;
  int bell = -1;
  std::thread thread;
  std::atomic<bool> stopping{false};

  // Of the loop's thread alone.
  struct Kept {
    Kept(int descriptor, const TlsIdentity* tls) : connection(descriptor, tls) {}
    Connection connection;
    std::uint32_t watched = 0;  ///< epoll events; 0: not watched
  };
  std::unordered_map<std::uint64_t, Kept> kept;
  std::uint64_t next_id = kBell + 1;
  std::size_t in_work = 0;
  bool accepting = true;

  std::mutex mutex;
  std::vector<Finished> finished;  ///< guarded by mutex

  State(ListeningSocket s, std::optional<TlsIdentity> i, ConnectionLoopSettings r,
        std::function<void(Admitted)> f)
      : socket(std::move(s)),
        identity(std::move(i)),
        settings(std::move(r)),
        on_request(std::move(f)) {}
  ~State() {
    if (epoll >= 0) ::close(epoll);
    if (bell >= 0) ::close(bell);
  }

  void run();
  void listen_for(std::uint64_t id, int descriptor, int operation, std::uint32_t events) const;
  void accept_some();
  void make_room();
  void make_room_for_upload(std::uint64_t newest);
  void move(std::uint64_t id, std::uint32_t events);
  void take_requests(std::uint64_t id, Connection& connection);
  void admit(std::uint64_t id, Connection& connection, RequestHead head);
  void refuse(Connection& connection, const Refusal& refusal) const;
  void watch(std::uint64_t id, Kept& line);
  void hand_out_answers();
  void end_the_late(Steady::time_point now);
  std::chrono::milliseconds patience(Phase phase) const;
};

void ConnectionLoop::State::listen_for(std::uint64_t id, int descriptor, int operation,
                                       std::uint32_t events) const {
  epoll_event event{};
  event.events = events;
  event.data.u64 = id;
  epoll_ctl(epoll, operation, descriptor, &event);
}

std::chrono::milliseconds ConnectionLoop::State::patience(Phase phase) const {
  switch (phase) {
    case Phase::head:
      return settings.head_patience;
    case Phase::body:
      return settings.body_patience;
    case Phase::writing:
      return settings.write_patience;
    default:
      return kLeavePatience;
  }
}

/// The reader whose time runs out first gives way, so that newcomers are always heard.
void ConnectionLoop::State::make_room() {
  auto first = kept.end();
  for (auto it = kept.begin(); it != kept.end(); ++it) {
    const Phase phase = it->second.connection.phase();
    if (phase == Phase::working || phase == Phase::writing) continue;
    if (first == kept.end() || it->second.connection.deadline < first->second.connection.deadline) {
      first = it;
    }
  }
  if (first != kept.end()) kept.erase(first);
}

/// Whoever fills the memory with files that never end loses the first of them to the next.
void ConnectionLoop::State::make_room_for_upload(std::uint64_t newest) {
  std::size_t uploads = 0;
  auto first = kept.end();
  for (auto it = kept.begin(); it != kept.end(); ++it) {
    const Connection& each = it->second.connection;
    if (!each.is_uploading() || it->first == newest) continue;
    ++uploads;
    if (first == kept.end() || each.deadline < first->second.connection.deadline) first = it;
  }
  if (uploads >= settings.uploads && first != kept.end()) kept.erase(first);
}

void ConnectionLoop::State::accept_some() {
  constexpr int kAtOnce = 64;
  for (int i = 0; i < kAtOnce; ++i) {
    const int descriptor =
        accept4(socket.descriptor(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor < 0) {
      if (errno == EMFILE || errno == ENFILE) make_room();
      return;
    }
    if (kept.size() >= settings.connections) make_room();
    if (kept.size() >= settings.connections) {
      ::close(descriptor);
      return;
    }
    const int on = 1;
    if (!socket.is_unix()) setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const std::uint64_t id = next_id++;
    Kept& line = kept.try_emplace(id, descriptor, identity ? &*identity : nullptr).first->second;
    line.connection.deadline = Steady::now() + settings.head_patience;
    watch(id, line);
  }
}

void ConnectionLoop::State::watch(std::uint64_t id, Kept& line) {
  std::uint32_t events = 0;
  if (line.connection.wants() == Wants::read) events = EPOLLIN;
  if (line.connection.wants() == Wants::write) events = EPOLLOUT;
  if (events == line.watched) return;
  const int descriptor = line.connection.descriptor();
  // A line in work is not watched at all: epoll would tell of a client that left again and again.
  if (events == 0) {
    listen_for(id, descriptor, EPOLL_CTL_DEL, 0);
  } else {
    listen_for(id, descriptor, line.watched == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, events);
  }
  line.watched = events;
}

void ConnectionLoop::State::refuse(Connection& connection, const Refusal& refusal) const {
  connection.answer(bytes_of(refusal), RequestHead::After::close);
  connection.deadline = Steady::now() + patience(connection.phase());
}

void ConnectionLoop::State::admit(std::uint64_t id, Connection& connection, RequestHead head) {
  Request& request = head.request;
  if (settings.is_our_host && !settings.is_our_host(request.header("host"))) {
    return refuse(connection, kWrongHost);
  }
  if (in_work >= settings.waiting_requests) return refuse(connection, kBusy);
  const bool last = connection.requests >= settings.requests_per_connection || stopping;
  ++in_work;
  connection.deadline = Steady::time_point::max();
  request.peer = peer_of_socket(connection.descriptor());
  on_request({id, std::move(request), last ? RequestHead::After::close : head.after});
}

/// What is at hand first: a second request may have come with the one before it.
void ConnectionLoop::State::take_requests(std::uint64_t id, Connection& connection) {
  while (connection.phase() == Phase::head || connection.phase() == Phase::body) {
    const Phase before = connection.phase();
    Connection::Taken taken = connection.take(settings.limits);
    if (taken.refusal) return refuse(connection, *taken.refusal);
    if (taken.request) return admit(id, connection, std::move(*taken.request));
    if (before == Phase::head && connection.phase() == Phase::body) {
      const bool is_upload = connection.is_uploading();
      if (is_upload) make_room_for_upload(id);
      connection.deadline =
          Steady::now() + (is_upload ? settings.upload_patience : settings.body_patience);
    }
    if (connection.read(settings.limits) == 0) return;
  }
}

void ConnectionLoop::State::move(std::uint64_t id, std::uint32_t events) {
  const auto found = kept.find(id);
  if (found == kept.end()) return;
  Connection& connection = found->second.connection;
  const Phase before = connection.phase();
  switch (before) {
    case Phase::head:
    case Phase::body:
      take_requests(id, connection);
      break;
    case Phase::writing:
      connection.write();
      if (connection.phase() == Phase::writing) break;
      connection.deadline = Steady::now() + patience(connection.phase());
      take_requests(id, connection);
      break;
    case Phase::leaving:
      connection.drain();
      break;
    default:
      break;
  }
  const bool broken = (events & EPOLLERR) != 0;
  if (connection.phase() == Phase::over || (broken && connection.phase() != Phase::working)) {
    kept.erase(id);
    return;
  }
  watch(id, found->second);
}

void ConnectionLoop::State::hand_out_answers() {
  std::vector<Finished> ready;
  {
    const std::lock_guard lock(mutex);
    ready.swap(finished);
  }
  for (Finished& one : ready) {
    --in_work;
    const auto found = kept.find(one.connection);
    if (found == kept.end()) continue;
    Connection& connection = found->second.connection;
    connection.answer(std::move(one.bytes), stopping ? RequestHead::After::close : one.after);
    connection.deadline = Steady::now() + patience(connection.phase());
    take_requests(one.connection, connection);
    if (connection.phase() == Phase::over) {
      kept.erase(found);
    } else {
      watch(one.connection, found->second);
    }
  }
}

void ConnectionLoop::State::end_the_late(Steady::time_point now) {
  std::erase_if(kept, [&](const auto& entry) {
    const Connection& connection = entry.second.connection;
    const bool idle = stopping && connection.phase() == Phase::head;
    return idle || connection.deadline < now;
  });
}

void ConnectionLoop::State::run() {
  std::array<epoll_event, 256> events;
  Steady::time_point next_beat = Steady::now() + kBeat;
  std::optional<Steady::time_point> last_moment;
  while (true) {
    const int count = epoll_wait(epoll, events.data(), static_cast<int>(events.size()),
                                 static_cast<int>(kBeat.count()));
    for (std::size_t i = 0; i < static_cast<std::size_t>(std::max(count, 0)); ++i) {
      const std::uint64_t id = events[i].data.u64;
      if (id == kBell) {
        std::uint64_t rung = 0;
        [[maybe_unused]] const ssize_t got = ::read(bell, &rung, sizeof rung);
      } else if (id == kListener) {
        if (!stopping) accept_some();
      } else {
        move(id, events[i].events);
      }
    }
    hand_out_answers();
    const Steady::time_point now = Steady::now();
    if (stopping && !last_moment) {
      last_moment = now + kStopPatience;
      socket.close();
      next_beat = now;
    }
    if (now >= next_beat) {
      end_the_late(now);
      next_beat = now + kBeat;
    }
    if (last_moment && ((in_work == 0 && kept.empty()) || now > *last_moment)) break;
  }
  kept.clear();
}

ConnectionLoop::ConnectionLoop(ListeningSocket socket, std::optional<TlsIdentity> identity,
                               ConnectionLoopSettings settings,
                               std::function<void(Admitted)> on_request)
    : state_(std::make_unique<State>(std::move(socket), std::move(identity), std::move(settings),
                                     std::move(on_request))) {}

ConnectionLoop::~ConnectionLoop() {
  stop();
}

core::Result<void> ConnectionLoop::begin() {
  raise_descriptor_limit(state_->settings.connections + 256);
  state_->epoll = epoll_create1(EPOLL_CLOEXEC);
  state_->bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (state_->epoll < 0 || state_->bell < 0) {
    return core::fail(core::ErrorKind::unreachable, core::ErrorCode{"no_descriptors"});
  }
  state_->listen_for(kListener, state_->socket.descriptor(), EPOLL_CTL_ADD, EPOLLIN);
  state_->listen_for(kBell, state_->bell, EPOLL_CTL_ADD, EPOLLIN);
  state_->thread = std::thread([state = state_.get()] { state->run(); });
  return {};
}

void ConnectionLoop::answer(std::uint64_t connection, std::string bytes, RequestHead::After after) {
  {
    const std::lock_guard lock(state_->mutex);
    state_->finished.push_back({connection, std::move(bytes), after});
  }
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t rung = ::write(state_->bell, &one, sizeof one);
}

void ConnectionLoop::stop() {
  if (!state_->thread.joinable()) return;
  state_->stopping = true;
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t rung = ::write(state_->bell, &one, sizeof one);
  state_->thread.join();
}

const ListeningSocket& ConnectionLoop::socket() const {
  return state_->socket;
}

}  // namespace rettesnor::http
