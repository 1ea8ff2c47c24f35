// Holds the wall clock against a clock that nobody can set.
#include "service/clock_watch.h"

#include <ctime>
#include <utility>

namespace rettesnor::service {

namespace {

constexpr std::chrono::seconds kSetRight{120};

}  // namespace

std::chrono::seconds seconds_up() {
  timespec time{};
  ::clock_gettime(CLOCK_BOOTTIME, &time);
  return std::chrono::seconds(time.tv_sec);
}

ClockWatch::ClockWatch(Uptime uptime, core::Timestamp now) : uptime_(std::move(uptime)) {
  believe(now);
}

std::optional<std::chrono::seconds> ClockWatch::moved(core::Timestamp now) const {
  if (!uptime_) return std::nullopt;
  const std::chrono::seconds moved = (now - believed_) - (uptime_() - up_);
  if (std::chrono::abs(moved) <= kSetRight) return std::nullopt;
  return moved;
}

void ClockWatch::believe(core::Timestamp now) {
  believed_ = now;
  if (uptime_) up_ = uptime_();
}

}  // namespace rettesnor::service
