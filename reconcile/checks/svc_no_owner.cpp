// A service, robot or emergency account that nobody known owns.
#include "reconcile/checks/declarations.h"

#include "reconcile/account_kinds.h"
#include "reconcile/account_owner.h"
#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings svc_no_owner(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index a = 0; a < graph.accounts.size(); ++a) {
    const AccountNode& account = graph.accounts[a];
    if (!account.usable || !kOwnedKinds.has(account.kind)) continue;
    const AccountOwner owner = owner_of_account(graph, a);
    if (owner.person != kNone) continue;
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_account(graph, a))
                           .account(a)
                           .note("owner_told", owner.told)
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
