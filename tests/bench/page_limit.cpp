// Answers with the same bytes as fast as epoll can, and asks as fast as loopback can.
#include "tests/bench/page_limit.h"

#include <netinet/tcp.h>
#include <sys/epoll.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>
#include <vector>

#include "tests/http/raw_client.h"

namespace rettesnor::bench {
namespace {

struct Talk {
  std::string asked;
  std::size_t unsent = 0;  // bytes of the answer still to go
};

}  // namespace

PageLimit::PageLimit(std::string answer)
    : answer_(std::move(answer)), listening_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in name{};
  name.sin_family = AF_INET;
  name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof name;
  if (::bind(listening_, reinterpret_cast<sockaddr*>(&name), length) != 0 ||
      ::listen(listening_, 256) != 0)
    std::abort();
  ::getsockname(listening_, reinterpret_cast<sockaddr*>(&name), &length);
  port_ = ntohs(name.sin_port);
  thread_ = std::thread([this] { run(); });
}

PageLimit::~PageLimit() {
  stopping_ = true;
  thread_.join();
  ::close(listening_);
}

void PageLimit::run() {
  const int poll = ::epoll_create1(EPOLL_CLOEXEC);
  const auto watch = [poll](int what, int descriptor, std::uint32_t events) {
    epoll_event event{};
    event.events = events;
    event.data.fd = descriptor;
    ::epoll_ctl(poll, what, descriptor, &event);
  };
  watch(EPOLL_CTL_ADD, listening_, EPOLLIN);
  std::map<int, Talk> talks;
  std::array<epoll_event, 64> events{};
  std::array<char, 8192> bytes{};
  while (!stopping_) {
    const int ready = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), 50);
    for (int i = 0; i < ready; ++i) {
      const int descriptor = events[static_cast<std::size_t>(i)].data.fd;
      if (descriptor == listening_) {
        const int accepted = ::accept4(listening_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        const int on = 1;
        ::setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        watch(EPOLL_CTL_ADD, accepted, EPOLLIN);
        continue;
      }
      Talk& talk = talks[descriptor];
      if (talk.unsent == 0) {
        const ssize_t got = ::recv(descriptor, bytes.data(), bytes.size(), 0);
        if (got <= 0) {
          talks.erase(descriptor);
          ::close(descriptor);
          continue;
        }
        talk.asked.append(bytes.data(), static_cast<std::size_t>(got));
        if (talk.asked.find("\r\n\r\n") == std::string::npos) continue;
        talk.asked.clear();
        talk.unsent = answer_.size();
      }
      const ssize_t sent = ::send(descriptor, answer_.data() + answer_.size() - talk.unsent,
                                  talk.unsent, MSG_NOSIGNAL);
      if (sent > 0) talk.unsent -= static_cast<std::size_t>(sent);
      watch(EPOLL_CTL_MOD, descriptor, talk.unsent > 0 ? EPOLLOUT : EPOLLIN);
    }
  }
  for (const auto& [descriptor, talk] : talks) ::close(descriptor);
  ::close(poll);
}

Load load_of(int port, const std::string& request, int connections, double duration_s) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + std::chrono::duration<double>(duration_s);
  std::mutex mutex;
  std::vector<double> took;
  std::size_t wrong = 0;
  std::vector<std::thread> threads;
  for (int c = 0; c < connections; ++c) {
    threads.emplace_back([&] {
      std::vector<double> mine;
      std::size_t bad = 0;
      auto client = std::make_unique<test::RawClient>(port);
      while (Clock::now() < end) {
        const auto before = Clock::now();
        const bool sent = client->send(request);
        const std::string answer = sent ? client->answer() : std::string();
        if (!answer.starts_with("HTTP/1.1 200")) ++bad;
        mine.push_back(std::chrono::duration<double, std::milli>(Clock::now() - before).count());
        // A server may end a connection after so many requests.
        if (!sent || answer.empty() || answer.find("Connection: close") < 2000)
          client = std::make_unique<test::RawClient>(port);
      }
      const std::lock_guard lock(mutex);
      took.insert(took.end(), mine.begin(), mine.end());
      wrong += bad;
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::sort(took.begin(), took.end());
  Load load;
  load.wrong = wrong;
  load.a_second = static_cast<double>(took.size()) / duration_s;
  load.p99_ms = took.empty() ? 0 : took[took.size() * 99 / 100];
  return load;
}

}  // namespace rettesnor::bench
