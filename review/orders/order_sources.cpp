// Judges a source by its newest pull.
#include "review/orders/order_sources.h"

#include <algorithm>
#include <chrono>

#include "review/refusal.h"

namespace rettesnor::review {

namespace {

bool is_of_access(core::ObjectClass c) {
  return c == core::ObjectClass::account || c == core::ObjectClass::entitlement ||
         c == core::ObjectClass::grant;
}

const core::Gap* hole_of(const core::SnapshotSource& source) {
  const auto gap = std::find_if(source.gaps.begin(), source.gaps.end(), [](const core::Gap& g) {
    return is_of_access(g.object_class) && !core::is_only_told(g);
  });
  return gap == source.gaps.end() ? nullptr : &*gap;
}

std::int64_t stale_after_hours(const reconcile::AccessGraph& graph,
                               const core::SnapshotSource& source) {
  const Index system = graph.system_by_name(source.system);
  const policies::System* rule = system == kNone ? nullptr : graph.systems[system].rule;
  if (rule != nullptr && rule->stale_after_hours) return *rule->stale_after_hours;
  return graph.policy->threshold("sync_stale_hours", graph.today);
}

}  // namespace

bool is_whole(const core::SnapshotSource& source) {
  return hole_of(source) == nullptr && source.last_applied &&
         (source.last_outcome == core::PullOutcome::applied ||
          source.last_outcome == core::PullOutcome::released);
}

core::Result<void> check_source(const reconcile::AccessGraph& graph, const std::string& name) {
  const auto& sources = graph.snapshot->sources;
  const auto source =
      std::find_if(sources.begin(), sources.end(),
                   [&](const core::SnapshotSource& each) { return each.name == name; });
  if (source == sources.end() || !source->last_applied) {
    return refuse(core::ErrorKind::refused, Refusal::order_source_unread, {{"source", name}});
  }
  if (source->last_outcome == core::PullOutcome::quarantined) {
    return refuse(core::ErrorKind::refused, Refusal::order_source_quarantined, {{"source", name}});
  }
  if (source->last_outcome == core::PullOutcome::failed) {
    return refuse(core::ErrorKind::refused, Refusal::order_source_failed, {{"source", name}});
  }
  if (const core::Gap* hole = hole_of(*source)) {
    return refuse(core::ErrorKind::refused, Refusal::order_source_holes,
                  {{"source", name}, {"what", hole->what + " (" + hole->reason + ")"}});
  }
  if (graph.now - *source->last_applied > std::chrono::hours(stale_after_hours(graph, *source))) {
    return refuse(core::ErrorKind::refused, Refusal::order_source_stale,
                  {{"source", name}, {"when", graph.zone->show(*source->last_applied)}});
  }
  return {};
}

}  // namespace rettesnor::review
