// Holds the times of data and of readings against the limits.
#include "reconcile/freshness.h"

#include <algorithm>
#include <chrono>

namespace rettesnor::reconcile {

std::int64_t stale_after_hours(const AccessGraph& graph, const core::SnapshotSource& source) {
  const Index system = graph.system_by_name(source.system);
  const auto* const rule = system == kNone ? nullptr : graph.systems[system].rule;
  return rule != nullptr && rule->stale_after_hours
             ? *rule->stale_after_hours
             : graph.policy->threshold("sync_stale_hours", graph.today);
}

bool is_unread(const AccessGraph& graph, const core::SnapshotSource& source) {
  const std::chrono::hours limit(stale_after_hours(graph, source));
  return !source.last_applied || graph.now - *source.last_applied > limit;
}

bool is_old(const AccessGraph& graph, const core::SnapshotSource& source) {
  if (!source.last_applied) return false;
  const auto oldest = source.oldest_data();
  return !oldest || graph.now - *oldest > std::chrono::hours(stale_after_hours(graph, source));
}

std::optional<Timestamp> oldest_data(const core::Snapshot& snapshot) {
  std::optional<Timestamp> oldest;
  for (const core::SnapshotSource& source : snapshot.sources) {
    if (!source.last_applied) continue;
    const auto data = source.oldest_data();
    if (!data) return std::nullopt;
    oldest = oldest ? std::min(*oldest, *data) : *data;
  }
  return oldest;
}

}  // namespace rettesnor::reconcile
