// The one place where cpp-httplib is used: it turns an admitted request into the bytes of an
// answer.
//
// Its own reading of sockets, bodies, ranges and compressed content is never reached: the loop
// hands on whole requests, and httplib sees a request line and headers that were read here.
#pragma once

#include <httplib.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/result.h"
#include "http/connection_loop.h"
#include "http/exchange.h"

namespace rettesnor::http {

class AdmissionGuard : private httplib::Server {
 public:
  /// `answer` is called on `workers` threads at once. What it throws becomes a 500 that says
  /// nothing of it.
  static core::Result<std::unique_ptr<AdmissionGuard>> start(
      ListeningSocket socket, std::optional<TlsIdentity> identity,
      const ConnectionLoopSettings& settings, int workers,
      std::function<Response(const Request&)> answer);
  ~AdmissionGuard() override;
  /// Returns when what was in work is answered and all threads have ended.
  void stop();
  const ListeningSocket& socket() const { return loop_->socket(); }

 private:
  AdmissionGuard(const ConnectionLoopSettings& settings,
                 std::function<Response(const Request&)> answer);
  void work();
  std::string bytes_of_answer(const Request& request, RequestHead::After after);
  bool process_and_close_socket(socket_t socket) override;

  std::function<Response(const Request&)> answer_;
  std::unique_ptr<ConnectionLoop> loop_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Admitted> waiting_;  ///< guarded by mutex_
  bool over_ = false;             ///< guarded by mutex_
  std::vector<std::thread> workers_;
};

}  // namespace rettesnor::http
