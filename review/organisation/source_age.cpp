// Holds a source's newest reading and its data's moment against the limit.
#include "review/organisation/source_age.h"

#include "reconcile/freshness.h"
#include "review/refusal.h"

namespace rettesnor::review {

core::Result<void> check_age(const reconcile::AccessGraph& graph,
                             const core::SnapshotSource& source) {
  if (!source.last_applied) {
    return refuse(core::ErrorKind::refused, Refusal::order_source_unread,
                  {{"source", source.name}});
  }
  if (reconcile::is_unread(graph, source)) {
    return refuse(core::ErrorKind::refused, Refusal::order_source_stale,
                  {{"source", source.name}, {"when", graph.zone->show(*source.last_applied)}});
  }
  if (!reconcile::is_old(graph, source)) return {};
  core::ErrorValues values{{"source", source.name}};
  if (const auto from = source.oldest_data()) values["when"] = graph.zone->show(*from);
  return refuse(core::ErrorKind::refused, Refusal::source_data_old, std::move(values));
}

}  // namespace rettesnor::review
