// When a source is due to be read: worked out from what was read, never from the moment of asking.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "core/time.h"
#include "policies/service_settings.h"
#include "store/store.h"

namespace rettesnor::service {

/// A day's `after_midnight` on the clock of the zone. One that the clock skips (DST) is an hour
/// later, one that it shows twice is the first.
core::Timestamp local_moment(const core::LocalZone& zone, core::Date day,
                             std::chrono::minutes after_midnight);

/// 1, 2, 4, … minutes, at most an hour, after so many failures in a row.
std::chrono::minutes back_off(int failures);

/// `pulls` of the source, newest first. Empty: never. What was missed is due once, at once: a pull
/// counts for every time before it. After a failure it is due again after the back-off.
std::optional<core::Timestamp> next_pull(const policies::Cadence& cadence,
                                         const std::vector<store::PullSummary>& pulls,
                                         const core::LocalZone& zone, core::Timestamp now);

}  // namespace rettesnor::service
