// A source whose clock is far from ours.
#include "reconcile/checks/declarations.h"

#include <cstdint>

#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings clock_skew(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  const auto limit = graph.policy->threshold("clock_skew_seconds", graph.today);
  for (const core::SnapshotSource& source : graph.snapshot->sources) {
    if (!source.clock_skew_seconds) continue;
    const std::int64_t skew = *source.clock_skew_seconds;
    const std::int64_t distance = skew < 0 ? -skew : skew;
    if (distance <= limit) continue;
    const core::Thing thing = thing_of_source(source);
    findings.push_back(Draft(input, blank)
                           .subject(thing)
                           .text("s", thing.label)
                           .number("n", distance)
                           .note("skew_seconds", skew)
                           .note("limit", limit)
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
