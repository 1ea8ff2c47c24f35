// A source that is read often enough, and tells of a moment that is too long ago.
#include "reconcile/checks/declarations.h"

#include "reconcile/draft.h"
#include "reconcile/freshness.h"

namespace rettesnor::reconcile::checks {

Findings data_old(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (const core::SnapshotSource& source : graph.snapshot->sources) {
    if (is_unread(graph, source) || !is_old(graph, source)) continue;
    const core::Thing thing = thing_of_source(source);
    Draft draft(input, blank);
    draft.subject(thing)
        .text("s", thing.label)
        .text("e", graph.zone->show(*source.last_applied))
        .note("limit", stale_after_hours(graph, source))
        .note("last_applied", *source.last_applied);
    if (const auto oldest = source.oldest_data()) {
      draft.text("d", graph.zone->show(*oldest)).note("data_from", *oldest);
    }
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
