// Somebody came back, and an old right came back without a new decision.
#include "reconcile/checks/declarations.h"

#include "reconcile/draft.h"
#include "reconcile/rehire.h"

namespace rettesnor::reconcile::checks {

Findings rehire_reused(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index person = 0; person < graph.persons.size(); ++person) {
    const auto rehire = rehire_of(graph, person);
    if (!rehire) continue;
    for (const Index right : graph.entitlements_of_person[person]) {
      const auto grant = reused_grant(graph, person, right, *rehire);
      if (!grant) continue;
      findings.push_back(Draft(input, blank)
                             .subject(thing_of_person(graph, person))
                             .object(thing_of_entitlement(graph, right))
                             .person(person)
                             .right(right)
                             .date("d", rehire->started)
                             .paths(explain(graph, grant->account, right))
                             .note("rehired_on", rehire->started)
                             .note("earlier_end", rehire->earlier_end)
                             .note("granted_on", grant->since)
                             .done());
    }
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
