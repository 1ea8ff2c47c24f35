// A deviation that one person both recommended and approved.
#include "reconcile/checks/declarations.h"

#include "reconcile/deviations.h"
#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings deviation_self_approved(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (const policies::Deviation& deviation : graph.policy->deviations) {
    if (!is_self_approved(graph, deviation)) continue;
    Draft draft(input, blank);
    draft.subject(thing_of_deviation(deviation))
        .text("nr", deviation.number)
        .note("recommended_by", deviation.recommended_by)
        .note("approved_by", deviation.approved_by);
    const Index person = graph.person_by_employee_no(deviation.approved_by);
    if (person != kNone) draft.note("person", thing_of_person(graph, person).label);
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
