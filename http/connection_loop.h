// The thread that keeps every connection: reads whole requests under deadlines, writes answers.
//
// A connection that is slow, idle or silent costs a few hundred bytes and no worker. What is not a
// request of the strict grammar is refused here and never seen by anybody else.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "http/exchange.h"
#include "http/listening_socket.h"
#include "http/request_grammar.h"
#include "http/wire.h"

namespace rettesnor::http {

struct ConnectionLoopSettings {
  RequestLimits limits;
  std::chrono::milliseconds head_patience{5'000};   ///< from the first wait to the empty line; idle
                                                    ///< between requests as well
  std::chrono::milliseconds body_patience{10'000};  ///< from then to the body's last byte
  std::chrono::milliseconds upload_patience{60'000};  ///< the same of a body with a file
  std::chrono::milliseconds write_patience{15'000};
  std::size_t requests_per_connection = 100;
  std::size_t connections = 8'000;  ///< with more, the one that has waited longest makes room
  std::size_t uploads = 16;  ///< on their way in; with more, the one that began first gives way
  std::size_t waiting_requests = 1'000;  ///< with more in work, the next is told 503
  /// True for a Host that is us. A name that is not keeps other sites' scripts out (DNS rebinding).
  std::function<bool(std::string_view host)> is_our_host;
};

struct Admitted {
  std::uint64_t connection = 0;  ///< to hand back with the answer
  Request request;
  RequestHead::After after = RequestHead::After::keep;
};

class ConnectionLoop {
 public:
  /// `on_request` is called on the loop's thread and must not wait.
  ConnectionLoop(ListeningSocket socket, std::optional<TlsIdentity> identity,
                 ConnectionLoopSettings settings, std::function<void(Admitted)> on_request);
  ~ConnectionLoop();
  core::Result<void> begin();
  /// The whole answer, as bytes for the wire; from any thread.
  void answer(std::uint64_t connection, std::string bytes, RequestHead::After after);
  /// Takes nothing new, lets answers that are in work go out (at most five seconds), ends.
  void stop();
  const ListeningSocket& socket() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rettesnor::http
