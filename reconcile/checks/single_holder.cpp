// A right that too few people hold.
#include "reconcile/checks/declarations.h"

#include <cstdint>
#include <string>
#include <vector>

#include "reconcile/backup_holders.h"
#include "reconcile/draft.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile::checks {

Findings single_holder(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index e = 0; e < graph.entitlements.size(); ++e) {
    const EntitlementNode& node = graph.entitlements[e];
    if (!needs_backup(graph, e)) continue;
    // What only the policy names and nobody conveys was not read: that is unknown, not empty.
    if (node.object == kNone && graph.child_entitlements[e].empty()) continue;
    const auto holders = graph.persons_of_entitlement[e];
    const auto count = static_cast<std::int64_t>(holders.size());
    const auto least = least_holders(graph, e);
    if (count >= least) continue;
    Draft draft(input, blank);
    draft.subject(thing_of_entitlement(graph, e))
        .right(e)
        .number("n", count)
        .number("m", least)
        .note("limit", least);
    if (count == 0) draft.mark("ingen");
    if (count == 1) {
      draft.object(thing_of_person(graph, holders.front()))
          .person(holders.front())
          .paths(paths_to(graph, holders.front(), e));
    }
    std::vector<std::string> labels;
    for (const Index person : holders) labels.push_back(thing_of_person(graph, person).label);
    findings.push_back(draft.note_all("holders", labels).done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
