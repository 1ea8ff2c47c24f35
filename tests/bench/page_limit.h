// The limit of a page: an epoll loop that answers every request with the same bytes, and a load of
// keep-alive connections that measures both alike.
#pragma once

#include <atomic>
#include <string>
#include <thread>

namespace rettesnor::bench {

/// One thread, no parsing beyond the end of the request, nothing rendered. Loopback.
class PageLimit {
 public:
  explicit PageLimit(std::string answer);
  ~PageLimit();
  PageLimit(const PageLimit&) = delete;
  PageLimit& operator=(const PageLimit&) = delete;
  int port() const { return port_; }

 private:
  void run();
  std::string answer_;
  int listening_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

struct Load {
  double a_second = 0;
  double p99_ms = 0;
  std::size_t wrong = 0;  ///< answers that were not 200
};

/// `connections` threads ask for `request` one after another, for `duration_s` seconds.
Load load_of(int port, const std::string& request, int connections, double duration_s);

}  // namespace rettesnor::bench
