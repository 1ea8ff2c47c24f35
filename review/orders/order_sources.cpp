// Judges a source by its newest pull, and by the moment that its data are from.
#include "review/orders/order_sources.h"

#include <algorithm>

#include "review/organisation/source_age.h"
#include "review/refusal.h"

namespace rettesnor::review {

namespace {

bool is_of_access(core::ObjectClass c) {
  return c == core::ObjectClass::account || c == core::ObjectClass::entitlement ||
         c == core::ObjectClass::grant;
}

const core::Gap* hole_of(const core::SnapshotSource& source) {
  const auto gap = std::find_if(source.gaps.begin(), source.gaps.end(), [](const core::Gap& g) {
    return g.list == core::ListKind::objects && is_of_access(g.object_class);
  });
  return gap == source.gaps.end() ? nullptr : &*gap;
}

bool is_told(const core::SnapshotSource& source, core::ObjectClass c) {
  return is_of_access(c) &&
         source.completeness[static_cast<std::size_t>(c)] != core::Completeness::not_read;
}

/// The oldest moment of what it tells of accounts and rights; empty when one is unknown.
std::optional<core::Timestamp> access_from(const core::SnapshotSource& source) {
  std::optional<core::Timestamp> oldest;
  for (const core::ObjectClass c : core::kAllObjectClasses) {
    if (!is_told(source, c)) continue;
    const auto from = source.data_from[static_cast<std::size_t>(c)];
    if (!from) return std::nullopt;
    oldest = oldest ? std::min(*oldest, *from) : *from;
  }
  return oldest;
}

bool is_history(const core::SnapshotSource& source) {
  return source.last_applied && (source.last_outcome == core::PullOutcome::applied ||
                                 source.last_outcome == core::PullOutcome::released);
}

}  // namespace

Readings readings_of(const core::Snapshot& snapshot) {
  Readings readings;
  for (const core::SnapshotSource& source : snapshot.sources) {
    const auto from = access_from(source);
    if (is_history(source) && from) readings.emplace(source.name, *from);
  }
  return readings;
}

std::optional<reconcile::Absence> absence_in(const core::Snapshot& snapshot,
                                             const reconcile::Wholeness& wholeness,
                                             const std::string& source) {
  const auto at = std::ranges::find(snapshot.sources, source, &core::SnapshotSource::name);
  if (at == snapshot.sources.end() || !is_history(*at)) return std::nullopt;
  const auto index = static_cast<Index>(at - snapshot.sources.begin());
  std::optional<reconcile::Absence> earned;
  for (const core::ObjectClass c : core::kAllObjectClasses) {
    if (!is_told(*at, c)) continue;
    const auto absence = wholeness.objects(index, c);
    if (!absence) return std::nullopt;
    earned = earned ? earned->with(*absence) : absence;
  }
  return earned;
}

core::Result<void> check_source(const reconcile::AccessGraph& graph, const std::string& name) {
  const auto& sources = graph.snapshot->sources;
  const auto source = std::ranges::find(sources, name, &core::SnapshotSource::name);
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
                  {{"source", name}, {"what", hole->what}, {"reason", hole->reason}});
  }
  return check_age(graph, *source);
}

}  // namespace rettesnor::review
