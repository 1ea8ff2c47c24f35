// A right whose authorisation or grant has ended, and that still works.
#include "reconcile/checks/declarations.h"

#include "reconcile/draft.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile::checks {

Findings auth_expired(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  input.expected.each({Verdict::expired}, [&](const Standing& standing) {
    Draft draft(input, blank);
    draft.subject(thing_of_person(graph, standing.person))
        .object(thing_of_entitlement(graph, standing.entitlement))
        .person(standing.person)
        .right(standing.entitlement)
        .paths(paths_to(graph, standing.person, standing.entitlement))
        .note("case_no", standing.case_no);
    if (standing.ended_on) draft.date("d", *standing.ended_on).note("ended_on", *standing.ended_on);
    findings.push_back(draft.done());
  });
  return findings;
}

}  // namespace rettesnor::reconcile::checks
