// More people hold a right than it is meant for.
#include "reconcile/checks/declarations.h"

#include <cstdint>
#include <string>
#include <vector>

#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings too_many_admins(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index e = 0; e < graph.entitlements.size(); ++e) {
    const auto* const rule = graph.entitlements[e].rule;
    if (rule == nullptr || !rule->max_holders) continue;
    const auto holders = graph.persons_of_entitlement[e];
    if (static_cast<std::int64_t>(holders.size()) <= *rule->max_holders) continue;
    std::vector<std::string> labels;
    for (const Index person : holders) {
      labels.push_back(thing_of_person(graph, person).label);
      if (labels.size() > 50) break;  // a list to start from; the number tells the whole
    }
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_entitlement(graph, e))
                           .right(e)
                           .number("n", static_cast<std::int64_t>(holders.size()))
                           .number("m", *rule->max_holders)
                           .note("limit", std::int64_t{*rule->max_holders})
                           .note_all("holders", labels)
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
