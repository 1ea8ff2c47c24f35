// A client that sends exactly the bytes it is told to, and reads until the other side is done.
#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace rettesnor::test {

class RawClient {
 public:
  explicit RawClient(int port) : descriptor_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(static_cast<std::uint16_t>(port));
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = connect(descriptor_, reinterpret_cast<sockaddr*>(&name), sizeof name) == 0;
  }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  RawClient(RawClient&& other) noexcept
      : descriptor_(other.descriptor_), connected_(other.connected_) {
    other.descriptor_ = -1;
  }
  ~RawClient() {
    if (descriptor_ >= 0) close(descriptor_);
  }

  bool connected() const { return connected_; }
  int descriptor() const { return descriptor_; }

  /// False when the other side no longer listens.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  /// One answer with its Content-Length; what was read when the line ended or patience ran out.
  std::string answer(std::chrono::milliseconds patience = std::chrono::seconds(10)) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!whole()) {
      if (!read_some(end)) return std::exchange(read_, {});
    }
    std::string one = read_.substr(0, length_);
    read_.erase(0, length_);
    return one;
  }

  /// Everything until the other side closes.
  std::string rest(std::chrono::milliseconds patience = std::chrono::seconds(10)) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (read_some(end)) {
    }
    return std::exchange(read_, {});
  }
  bool closed() const { return closed_; }

 private:
  bool whole() {
    const std::size_t head = read_.find("\r\n\r\n");
    if (head == std::string::npos) return false;
    const std::size_t at = read_.find("Content-Length: ");
    const std::size_t body = at < head ? std::strtoul(read_.c_str() + at + 16, nullptr, 10) : 0;
    length_ = head + 4 + body;
    return read_.size() >= length_;
  }

  bool read_some(std::chrono::steady_clock::time_point end) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    pollfd wait{descriptor_, POLLIN, 0};
    if (left.count() <= 0 || poll(&wait, 1, static_cast<int>(left.count())) <= 0) return false;
    std::array<char, 65536> piece;
    const ssize_t got = recv(descriptor_, piece.data(), piece.size(), 0);
    closed_ = got <= 0;
    if (got > 0) read_.append(piece.data(), static_cast<std::size_t>(got));
    return got > 0;
  }

  int descriptor_;
  bool connected_ = false;
  bool closed_ = false;
  std::string read_;
  std::size_t length_ = 0;
};

/// 0 when it is no answer.
inline int status_of(std::string_view answer) {
  return answer.starts_with("HTTP/1.1 ") ? std::atoi(std::string(answer.substr(9, 3)).c_str()) : 0;
}

}  // namespace rettesnor::test
