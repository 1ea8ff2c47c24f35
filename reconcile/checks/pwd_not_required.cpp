// A usable account that may have no password.
#include "reconcile/checks/declarations.h"

#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings pwd_not_required(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index a = 0; a < graph.accounts.size(); ++a) {
    if (!graph.accounts[a].usable) continue;
    if (!input.facts.has(a, ObservedFacts::password_not_required)) continue;
    findings.push_back(Draft(input, blank).subject(thing_of_account(graph, a)).account(a).done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
