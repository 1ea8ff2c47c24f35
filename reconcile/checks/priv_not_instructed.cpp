// A holder of a right that needs instruction, without a day of instruction.
#include "reconcile/checks/declarations.h"

#include <algorithm>

#include "reconcile/draft.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile::checks {

namespace {

bool is_instructed(const AccessGraph& graph, Index person, Index entitlement) {
  for (const Index account : graph.accounts_of_person[person]) {
    const auto grants = grants_of(graph, entitlement, account);
    if (std::any_of(grants.begin(), grants.end(),
                    [](const GrantNode& grant) { return grant.instructed_at.has_value(); })) {
      return true;
    }
  }
  return false;
}

}  // namespace

Findings priv_not_instructed(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index e = 0; e < graph.entitlements.size(); ++e) {
    const auto* const rule = graph.entitlements[e].rule;
    if (rule == nullptr || !rule->instruction_required) continue;
    for (const Index person : graph.persons_of_entitlement[e]) {
      if (is_instructed(graph, person, e)) continue;
      findings.push_back(Draft(input, blank)
                             .subject(thing_of_person(graph, person))
                             .object(thing_of_entitlement(graph, e))
                             .person(person)
                             .right(e)
                             .paths(paths_to(graph, person, e, 1))
                             .done());
    }
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
