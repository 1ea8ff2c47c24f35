// When a source is due to be read: worked out from what was read, never from the moment of asking.
#include "service/schedule.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace rettesnor::service {
namespace {

using core::Timestamp;
using std::chrono::minutes;

/// What a clock on the wall shows, as minutes after midnight.
minutes on_the_wall(const core::LocalZone& zone, Timestamp t) {
  const std::string shown = zone.show(t);  // "02.11.2026 08:00"
  int hour = 0;
  int minute = 0;
  std::from_chars(shown.data() + 11, shown.data() + 13, hour);
  std::from_chars(shown.data() + 14, shown.data() + 16, minute);
  return minutes(hour * 60 + minute);
}

/// The newest time of day `at` that is not after `now`.
Timestamp newest_slot(minutes at, const core::LocalZone& zone, Timestamp now) {
  const core::Date today = zone.date_of(now);
  const Timestamp slot = local_moment(zone, today, at);
  return slot <= now ? slot : local_moment(zone, today - core::Days(1), at);
}

}  // namespace

Timestamp local_moment(const core::LocalZone& zone, core::Date day, minutes after_midnight) {
  const Timestamp plain = zone.start_of(day) + after_midnight;
  const Timestamp mended = plain + (after_midnight - on_the_wall(zone, plain));
  return zone.date_of(mended) == day && on_the_wall(zone, mended) == after_midnight ? mended
                                                                                    : plain;
}

minutes back_off(int failures) {
  if (failures <= 0) return minutes(0);
  return minutes(std::min(60, 1 << std::min(failures - 1, 6)));
}

std::optional<Timestamp> next_pull(const policies::Cadence& cadence,
                                   const std::vector<store::PullSummary>& pulls,
                                   const core::LocalZone& zone, Timestamp now) {
  if (!cadence.at && !cadence.every) return std::nullopt;
  int failures = 0;
  const store::PullSummary* last = nullptr;
  for (const store::PullSummary& pull : pulls) {
    if (pull.outcome != core::PullOutcome::failed) {
      last = &pull;
      break;
    }
    ++failures;
  }
  Timestamp due = now;
  if (last != nullptr && cadence.every) due = last->started + *cadence.every;
  if (last != nullptr && cadence.at) {
    const Timestamp slot = newest_slot(*cadence.at, zone, now);
    due = last->started < slot
              ? slot
              : local_moment(zone, zone.date_of(slot) + core::Days(1), *cadence.at);
  }
  if (failures > 0) due = std::max(due, pulls.front().started + back_off(failures));
  return due;
}

}  // namespace rettesnor::service
