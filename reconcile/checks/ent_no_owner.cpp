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
    const EntitlementNode& node = graph.entitlements[e];
    const auto holders = graph.persons_of_entitlement[e];
    if (holders.empty() || is_review_exempt(graph, e)) continue;
    if (node.rule != nullptr && !node.rule->owner.empty()) continue;
    const auto* const system = graph.systems[node.system].rule;
    if (system != nullptr && !system->owner.empty()) continue;
    if (node.object != kNone) {
      const core::RecordView record(graph.snapshot->objects[node.object].record);
      if (!record.get(core::Attribute::owner).empty()) continue;
    }
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_entitlement(graph, e))
                           .right(e)
                           .note("holders", static_cast<std::int64_t>(holders.size()))
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
