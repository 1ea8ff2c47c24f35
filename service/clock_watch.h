// Whether the wall clock went on at the pace of time while the program ran.
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "core/time.h"

namespace rettesnor::service {

/// Seconds since the machine started, also those that it slept (CLOCK_BOOTTIME).
std::chrono::seconds seconds_up();

class ClockWatch {
 public:
  using Uptime = std::function<std::chrono::seconds()>;
  /// `uptime` empty: the clock stands still, or nothing can be held against it.
  ClockWatch(Uptime uptime, core::Timestamp now);

  /// By how much the clock was moved since it was believed last; empty for less than two minutes,
  /// which is how a clock is set right.
  std::optional<std::chrono::seconds> moved(core::Timestamp now) const;
  void believe(core::Timestamp now);

 private:
  Uptime uptime_;
  core::Timestamp believed_;
  std::chrono::seconds up_{};
};

}  // namespace rettesnor::service
