// Runs the rounds on a thread of their own until it is stopped.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "service/rounds.h"

namespace rettesnor::service {

class Scheduler {
 public:
  /// A round at once, then one after every `pause`. `rounds` outlives it; `clock` is asked for
  /// each.
  Scheduler(Rounds& rounds, std::function<core::Timestamp()> clock, std::chrono::seconds pause);
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;
  ~Scheduler() { stop(); }

  /// Returns within seconds, whatever is going on.
  void stop();

 private:
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

}  // namespace rettesnor::service
