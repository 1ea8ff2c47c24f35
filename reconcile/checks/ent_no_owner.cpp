// A right in use that nobody answers for.
#include "reconcile/checks/declarations.h"

#include <cstdint>

#include "reconcile/draft.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile::checks {

Findings ent_no_owner(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index e = 0; e < graph.entitlements.size(); ++e) {
    const auto holders = graph.persons_of_entitlement[e];
    if (holders.empty() || is_review_exempt(graph, e)) continue;
    if (!owner_as_told(graph, e).empty()) continue;
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_entitlement(graph, e))
                           .right(e)
                           .note("holders", static_cast<std::int64_t>(holders.size()))
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
