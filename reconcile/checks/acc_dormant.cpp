// A usable account that certainly nobody used for a long time.
#include "reconcile/checks/declarations.h"

#include "reconcile/absence.h"
#include "reconcile/account_kinds.h"
#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings acc_dormant(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  const auto limit = graph.policy->threshold("dormant_days", graph.today);
  const auto absent = absent_persons(input);
  for (Index a = 0; a < graph.accounts.size(); ++a) {
    const AccountNode& account = graph.accounts[a];
    if (!account.usable || !kPersonalKinds.has(account.kind)) continue;
    const auto used = input.facts.last_used(a);
    if (!used || *input.facts.certainly_unused_days(a) <= limit) continue;
    if (account.person != kNone && absent[account.person] != 0) continue;
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_account(graph, a))
                           .account(a)
                           .number("n", *input.facts.certainly_unused_days(a))
                           .note("last_used", *used)
                           .note("lag_days", input.facts.lag_days(a))
                           .note("limit", limit)
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
