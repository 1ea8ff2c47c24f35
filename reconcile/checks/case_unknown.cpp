// A right is documented with a case number that nobody knows.
#include "reconcile/checks/declarations.h"

#include <set>
#include <utility>

#include "reconcile/draft.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile::checks {

Findings case_unknown(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  std::set<std::pair<Index, Index>> told;
  for (const GrantNode& grant : graph.grants) {
    if (grant.case_no.empty() || grant.documented || grant.account == kNone) continue;
    if (grant.end && *grant.end < graph.today) continue;
    if (!graph.accounts[grant.account].usable) continue;
    if (!told.emplace(grant.account, grant.entitlement).second) continue;
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_account(graph, grant.account))
                           .object(thing_of_entitlement(graph, grant.entitlement))
                           .text("sag", grant.case_no)
                           .right(grant.entitlement)
                           .note("granted_by", grant.granted_by)
                           .paths(explain(graph, grant.account, grant.entitlement, 1))
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
