// A usable account that was made long ago and that nobody ever used.
#include "reconcile/checks/declarations.h"

#include <chrono>

#include "reconcile/absence.h"
#include "reconcile/account_kinds.h"
#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings acc_never_used(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  const auto limit = graph.policy->threshold("never_used_days", graph.today);
  const auto absent = absent_persons(input);
  for (Index a = 0; a < graph.accounts.size(); ++a) {
    const AccountNode& account = graph.accounts[a];
    if (!account.usable || !kPersonalKinds.has(account.kind)) continue;
    const auto created = input.facts.created(a);
    if (!created || !input.facts.has(a, ObservedFacts::never_used)) continue;
    if (input.facts.last_used(a)) continue;
    if (std::chrono::floor<core::Days>(graph.now - *created).count() <= limit) continue;
    if (account.person != kNone && absent[account.person] != 0) continue;
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_account(graph, a))
                           .account(a)
                           .date("d", graph.zone->date_of(*created))
                           .note("created", *created)
                           .note("limit", limit)
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
