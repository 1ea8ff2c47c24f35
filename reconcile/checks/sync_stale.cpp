// A source whose newest usable pull is too old.
#include "reconcile/checks/declarations.h"

#include "reconcile/draft.h"
#include "reconcile/freshness.h"

namespace rettesnor::reconcile::checks {

Findings sync_stale(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (const core::SnapshotSource& source : graph.snapshot->sources) {
    if (!is_unread(graph, source)) continue;
    const core::Thing thing = thing_of_source(source);
    Draft draft(input, blank);
    draft.subject(thing).text("s", thing.label).note("limit", stale_after_hours(graph, source));
    if (source.last_applied) {
      draft.text("d", graph.zone->show(*source.last_applied))
          .note("last_applied", *source.last_applied);
    }
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
