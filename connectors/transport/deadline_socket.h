// A TCP connection of which every wait ends by a deadline, whatever the other side does or leaves.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "core/result.h"

namespace rettesnor::connectors {

using SteadyTime = std::chrono::steady_clock::time_point;

/// Owns the descriptor. Reads through a buffer, so that small reads cost no system call. Not shared
/// between threads.
class DeadlineSocket {
 public:
  /// Tries the addresses of `host` in turn. unreachable with the system's own words.
  static core::Result<std::unique_ptr<DeadlineSocket>> connect(const std::string& host, int port,
                                                               SteadyTime deadline);
  DeadlineSocket(const DeadlineSocket&) = delete;
  DeadlineSocket& operator=(const DeadlineSocket&) = delete;
  ~DeadlineSocket();

  /// From now on no read or write waits beyond this moment; also ends one that dribbles.
  void set_deadline(SteadyTime deadline) { deadline_ = deadline; }
  /// As recv(2) and send(2): -1 with errno, ETIMEDOUT at the deadline.
  std::ptrdiff_t read(void* into, std::size_t size);
  std::ptrdiff_t write(const void* from, std::size_t size);
  bool has_buffered() const { return begin_ < end_; }
  bool ran_out_of_time() const { return late_; }
  std::uint64_t bytes_read() const { return total_; }
  int descriptor() const { return descriptor_; }
  void close();

 private:
  explicit DeadlineSocket(int descriptor);
  /// False with errno ETIMEDOUT when the deadline came first.
  bool wait_for(short events);

  static constexpr std::size_t kBufferSize = 128 * 1024;
  int descriptor_;
  SteadyTime deadline_ = SteadyTime::max();
  bool late_ = false;
  std::uint64_t total_ = 0;
  std::unique_ptr<char[]> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace rettesnor::connectors
