// A right that must be fenced in was granted without a scope.
#include "reconcile/checks/declarations.h"

#include <algorithm>
#include <set>

#include "reconcile/draft.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile::checks {

namespace {

bool lacks_scope(const AccessGraph& graph, Index entitlement, Index account) {
  const auto grants = grants_of(graph, entitlement, account);
  return grants.empty() || std::any_of(grants.begin(), grants.end(),
                                       [](const GrantNode& grant) { return grant.scope.empty(); });
}

}  // namespace

Findings constraint_missing(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index e = 0; e < graph.entitlements.size(); ++e) {
    const auto* const rule = graph.entitlements[e].rule;
    if (rule == nullptr || !rule->scope_required) continue;
    std::set<Index> told;
    for (const Index a : graph.direct_accounts[e]) {
      const AccountNode& account = graph.accounts[a];
      if (!account.usable || !lacks_scope(graph, e, a)) continue;
      if (account.person != kNone && !told.insert(account.person).second) continue;
      Draft draft(input, blank);
      draft.object(thing_of_entitlement(graph, e)).paths(explain(graph, a, e, 1));
      if (account.person != kNone) {
        draft.subject(thing_of_person(graph, account.person)).person(account.person);
      } else {
        draft.subject(thing_of_account(graph, a)).account(a);
      }
      findings.push_back(draft.right(e).done());
    }
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
