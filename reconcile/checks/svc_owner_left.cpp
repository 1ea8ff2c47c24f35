// A service, robot or emergency account whose owner is no longer here.
#include "reconcile/checks/declarations.h"

#include "reconcile/account_kinds.h"
#include "reconcile/account_owner.h"
#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings svc_owner_left(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index a = 0; a < graph.accounts.size(); ++a) {
    const AccountNode& account = graph.accounts[a];
    if (!account.usable || !kOwnedKinds.has(account.kind)) continue;
    const AccountOwner owner = owner_of_account(graph, a);
    if (owner.person == kNone || graph.persons[owner.person].current) continue;
    Draft draft(input, blank);
    draft.subject(thing_of_account(graph, a))
        .object(thing_of_person(graph, owner.person))
        .account(a)
        .person(owner.person)
        .note("owner_told", owner.told);
    if (const auto left_on = graph.persons[owner.person].left_on) draft.note("left_on", *left_on);
    if (graph.persons[owner.person].vanished_on) draft.mark("forsvundet");
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
