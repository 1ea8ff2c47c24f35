// One connection's place in its conversation: reading, waiting for an answer, writing, leaving.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "http/request_grammar.h"
#include "http/wire.h"

namespace rettesnor::http {

using Steady = std::chrono::steady_clock;

class Connection {
 public:
  enum class Phase : std::uint8_t {
    head,     ///< a head is being read, or the next one is waited for
    body,     ///< the head is good
    working,  ///< a worker has the request; nothing is read
    writing,
    leaving,  ///< the last answer is out; what still comes is thrown away so that it arrives
    over
  };
  enum class Wants : std::uint8_t { read, write, nothing };

  Connection(int descriptor, const TlsIdentity* identity) : wire_(descriptor, identity) {}

  Phase phase() const { return phase_; }
  Wants wants() const { return wants_; }
  int descriptor() const { return wire_.descriptor(); }
  /// A form with a file is on its way in.
  bool is_uploading() const {
    return phase_ == Phase::body && head_->body == RequestHead::Body::upload;
  }
  Steady::time_point deadline = Steady::time_point::max();

  /// Reads a piece of what is there and says how much; 0: nothing is, or it is over.
  std::size_t read(const RequestLimits& limits);
  struct Taken {
    std::optional<RequestHead> request;  ///< with its body; the phase is now working
    std::optional<Refusal> refusal;
  };
  /// The next step that the bytes at hand allow; both empty: more must come.
  Taken take(const RequestLimits& limits);
  /// Begins to write; with `close` the connection leaves afterwards.
  void answer(std::string bytes, RequestHead::After after);
  void write();
  /// Throws away what comes.
  void drain();
  std::size_t requests = 0;

 private:
  void settle(Wire::Step::Outcome outcome);
  Wire wire_;
  Phase phase_ = Phase::head;
  Wants wants_ = Wants::read;
  std::string in_;
  std::size_t searched_ = 0;
  std::optional<RequestHead> head_;
  std::string out_;
  std::size_t written_ = 0;
  std::size_t drained_ = 0;
  RequestHead::After after_ = RequestHead::After::keep;
};

}  // namespace rettesnor::http
