// A source whose newest usable pull is too old.
#include "reconcile/checks/declarations.h"

#include <chrono>
#include <cstdint>

#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings sync_stale(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  const auto usual = graph.policy->threshold("sync_stale_hours", graph.today);
  for (const core::SnapshotSource& source : graph.snapshot->sources) {
    const Index system = graph.system_by_name(source.system);
    const auto* const rule = system == kNone ? nullptr : graph.systems[system].rule;
    const std::int64_t limit =
        rule != nullptr && rule->stale_after_hours ? *rule->stale_after_hours : usual;
    if (source.last_applied && graph.now - *source.last_applied <= std::chrono::hours(limit)) {
      continue;
    }
    const core::Thing thing = thing_of_source(source);
    Draft draft(input, blank);
    draft.subject(thing).text("s", thing.label).note("limit", limit);
    if (source.last_applied) {
      draft.text("d", graph.zone->show(*source.last_applied))
          .note("last_applied", *source.last_applied);
    }
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
