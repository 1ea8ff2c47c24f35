// Binds and listens.
#include "http/listening_socket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace rettesnor::http {
namespace {

using core::ErrorKind;
using core::fail;

constexpr int kBacklog = 512;
constexpr std::string_view kUnix = "unix:";

struct BoundName {
  sockaddr_storage storage{};
  socklen_t length = 0;
};

core::Result<BoundName> name_of(const std::string& address, int port) {
  BoundName name;
  if (address.starts_with(kUnix)) {
    const std::string path = address.substr(kUnix.size());
    auto& local = reinterpret_cast<sockaddr_un&>(name.storage);
    if (!fits_socket(path)) {
      return fail(ErrorKind::invalid_input, core::ErrorCode{"socket_path_length"},
                  {{"where", address}});
    }
    local.sun_family = AF_UNIX;
    std::memcpy(local.sun_path, path.c_str(), path.size() + 1);
    name.length = sizeof local;
    return name;
  }
  auto& v4 = reinterpret_cast<sockaddr_in&>(name.storage);
  auto& v6 = reinterpret_cast<sockaddr_in6&>(name.storage);
  const std::string number = address == "localhost" ? "127.0.0.1" : address;
  if (inet_pton(AF_INET, number.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(static_cast<std::uint16_t>(port));
    name.length = sizeof v4;
  } else if (inet_pton(AF_INET6, number.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(static_cast<std::uint16_t>(port));
    name.length = sizeof v6;
  } else {
    return fail(ErrorKind::invalid_input, core::ErrorCode{"not_ip_address"}, {{"where", address}});
  }
  return name;
}

core::Error refusal_of(const std::string& address, int port, int error) {
  const std::string where =
      address.starts_with(kUnix) ? address : address + ", port " + std::to_string(port);
  if (error == EADDRINUSE) {
    return fail(ErrorKind::conflict, core::ErrorCode{"address_taken"}, {{"where", where}}).value();
  }
  return fail(error == EACCES ? ErrorKind::refused : ErrorKind::invalid_input,
              core::ErrorCode{"cannot_listen"},
              {{"where", where}, {"trouble", std::strerror(error)}})
      .value();
}

/// A socket file that nobody answers on was left behind by a process that died.
void remove_if_left_behind(const BoundName& name) {
  const auto& local = reinterpret_cast<const sockaddr_un&>(name.storage);
  struct stat file {};
  if (lstat(local.sun_path, &file) != 0 || !S_ISSOCK(file.st_mode)) return;
  const int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (probe < 0) return;
  const int tried = connect(probe, reinterpret_cast<const sockaddr*>(&local), name.length);
  if (tried != 0 && errno == ECONNREFUSED) unlink(local.sun_path);
  ::close(probe);
}

int port_of(int descriptor) {
  sockaddr_storage storage{};
  socklen_t length = sizeof storage;
  if (getsockname(descriptor, reinterpret_cast<sockaddr*>(&storage), &length) != 0) return 0;
  if (storage.ss_family == AF_INET) {
    return ntohs(reinterpret_cast<const sockaddr_in&>(storage).sin_port);
  }
  return ntohs(reinterpret_cast<const sockaddr_in6&>(storage).sin6_port);
}

}  // namespace

bool is_loopback(std::string_view address) {
  if (address.starts_with(kUnix) || address == "localhost" || address == "::1") return true;
  in_addr v4{};
  return inet_pton(AF_INET, std::string(address).c_str(), &v4) == 1 &&
         (ntohl(v4.s_addr) >> 24) == 127;
}

bool fits_socket(std::string_view path) {
  return !path.empty() && path.size() < sizeof(sockaddr_un::sun_path);
}

core::Result<ListeningSocket> ListeningSocket::open(const std::string& address, int port,
                                                    mode_t mode) {
  if (port < 0 || port > 65535) {
    return fail(ErrorKind::invalid_input, core::ErrorCode{"bad_port"},
                {{"port", std::to_string(port)}});
  }
  const BoundName name = TRY(name_of(address, port));
  ListeningSocket made;
  made.descriptor_ = socket(name.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (made.descriptor_ < 0) return tl::unexpected(refusal_of(address, port, errno));
  if (name.storage.ss_family == AF_UNIX) {
    remove_if_left_behind(name);
  } else {
    // Lets a restart take the port while old connections fade; it does not let two listen.
    const int on = 1;
    setsockopt(made.descriptor_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  }
  if (bind(made.descriptor_, reinterpret_cast<const sockaddr*>(&name.storage), name.length) != 0) {
    return tl::unexpected(refusal_of(address, port, errno));
  }
  if (name.storage.ss_family == AF_UNIX) {
    made.path_ = address.substr(kUnix.size());
    chmod(made.path_.c_str(), mode);
  }
  if (listen(made.descriptor_, kBacklog) != 0) {
    return tl::unexpected(refusal_of(address, port, errno));
  }
  made.address_ = address == "localhost" ? "127.0.0.1" : address;
  made.port_ = name.storage.ss_family == AF_UNIX ? 0 : port_of(made.descriptor_);
  return made;
}

ListeningSocket::ListeningSocket(ListeningSocket&& other) noexcept {
  *this = std::move(other);
}

ListeningSocket& ListeningSocket::operator=(ListeningSocket&& other) noexcept {
  if (this == &other) return *this;
  close();
  descriptor_ = std::exchange(other.descriptor_, -1);
  port_ = other.port_;
  address_ = std::move(other.address_);
  path_ = std::exchange(other.path_, {});
  return *this;
}

ListeningSocket::~ListeningSocket() {
  close();
}

void ListeningSocket::close() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!path_.empty()) unlink(path_.c_str());
  descriptor_ = -1;
  path_.clear();
}

}  // namespace rettesnor::http
