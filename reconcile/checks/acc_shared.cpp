// A usable account that several people share.
#include "reconcile/checks/declarations.h"

#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings acc_shared(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index a = 0; a < graph.accounts.size(); ++a) {
    const AccountNode& account = graph.accounts[a];
    if (!account.usable || account.kind != AccountKind::shared) continue;
    Draft draft(input, blank);
    draft.subject(thing_of_account(graph, a)).account(a);
    if (const auto used = input.facts.last_used(a)) draft.note("last_used", *used);
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
