// Runs the rounds on a thread of their own until it is stopped.
#include "service/scheduler.h"

#include <utility>

namespace rettesnor::service {

Scheduler::Scheduler(Rounds& rounds, std::function<core::Timestamp()> clock,
                     std::chrono::seconds pause)
    : thread_([this, &rounds, clock = std::move(clock), pause](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
          rounds.run(clock(), stop);
          std::unique_lock lock(mutex_);
          wake_.wait_for(lock, stop, pause, [] { return false; });
        }
      }) {}

void Scheduler::stop() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

}  // namespace rettesnor::service
