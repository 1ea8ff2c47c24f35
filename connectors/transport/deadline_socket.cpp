// Non-blocking reads and writes with poll(2) up to the deadline.
#include "connectors/transport/deadline_socket.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;

/// Milliseconds for poll(2), rounded up; 0 when the deadline has passed.
int remaining(SteadyTime deadline) {
  if (deadline == SteadyTime::max()) return -1;
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 1 << 30));
}

/// 0, or errno.
int connect_one(int descriptor, const addrinfo& address, SteadyTime deadline) {
  if (::connect(descriptor, address.ai_addr, address.ai_addrlen) == 0) return 0;
  if (errno != EINPROGRESS) return errno;
  pollfd wait{descriptor, POLLOUT, 0};
  int ready = 0;
  do {
    ready = ::poll(&wait, 1, remaining(deadline));
  } while (ready < 0 && errno == EINTR);
  if (ready == 0) return ETIMEDOUT;
  int error = 0;
  socklen_t size = sizeof error;
  if (::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) != 0) return errno;
  return error;
}

}  // namespace

core::Result<std::unique_ptr<DeadlineSocket>> DeadlineSocket::connect(const std::string& host,
                                                                      int port,
                                                                      SteadyTime deadline) {
  addrinfo wish{};
  wish.ai_socktype = SOCK_STREAM;
  wish.ai_flags = AI_ADDRCONFIG | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const std::string place = host + ":" + std::to_string(port);
  if (const int code = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wish, &found);
      code != 0) {
    return fail(ErrorKind::unreachable, "cannot find the address of " + host + ": " +
                                            ::gai_strerror(code) +
                                            "; check the name in url and the name server");
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses(found, &::freeaddrinfo);
  int last = ETIMEDOUT;
  for (const addrinfo* at = found; at != nullptr; at = at->ai_next) {
    const int descriptor = ::socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) {
      last = errno;
      continue;
    }
    last = connect_one(descriptor, *at, deadline);
    if (last == 0) {
      const int on = 1;
      ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      ::setsockopt(descriptor, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
      std::unique_ptr<DeadlineSocket> made(new DeadlineSocket(descriptor));
      made->set_deadline(deadline);
      return made;
    }
    ::close(descriptor);
  }
  return fail(ErrorKind::unreachable, "cannot connect to " + place + ": " + std::strerror(last) +
                                          "; check that the server runs and the firewall lets us "
                                          "through");
}

DeadlineSocket::DeadlineSocket(int descriptor)
    : descriptor_(descriptor), buffer_(new char[kBufferSize]) {}

DeadlineSocket::~DeadlineSocket() {
  close();
}

void DeadlineSocket::close() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

bool DeadlineSocket::wait_for(short events) {
  for (;;) {
    pollfd wait{descriptor_, events, 0};
    const int ready = ::poll(&wait, 1, remaining(deadline_));
    if (ready > 0) return true;
    if (ready == 0) {
      late_ = true;
      errno = ETIMEDOUT;
      return false;
    }
    if (errno != EINTR) return false;
  }
}

std::ptrdiff_t DeadlineSocket::read(void* into, std::size_t size) {
  if (begin_ == end_) {
    // A flood that never lets us wait must end as well.
    if (std::chrono::steady_clock::now() >= deadline_) {
      late_ = true;
      errno = ETIMEDOUT;
      return -1;
    }
    std::ptrdiff_t got = 0;
    while ((got = ::recv(descriptor_, buffer_.get(), kBufferSize, MSG_DONTWAIT)) < 0) {
      if (errno == EINTR) continue;
      if (errno != EAGAIN && errno != EWOULDBLOCK) return -1;
      if (!wait_for(POLLIN)) return -1;
    }
    if (got == 0) return 0;
    total_ += static_cast<std::uint64_t>(got);
    begin_ = 0;
    end_ = static_cast<std::size_t>(got);
  }
  const std::size_t given = std::min(size, end_ - begin_);
  std::memcpy(into, buffer_.get() + begin_, given);
  begin_ += given;
  return static_cast<std::ptrdiff_t>(given);
}

std::ptrdiff_t DeadlineSocket::write(const void* from, std::size_t size) {
  for (;;) {
    const auto sent = ::send(descriptor_, from, size, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent >= 0) return sent;
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) return -1;
    if (!wait_for(POLLOUT)) return -1;
  }
}

}  // namespace rettesnor::connectors
