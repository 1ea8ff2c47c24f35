// A person kept a right of an employment that ended some time ago.
#include "reconcile/checks/declarations.h"

#include "reconcile/draft.h"
#include "reconcile/rehire.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile::checks {

Findings mover_retained(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  const auto grace = graph.policy->threshold("mover_grace_days", graph.today);
  input.expected.each({Verdict::former}, [&](const Standing& standing) {
    if (standing.capacity.employment == kNone || !standing.ended_on) return;
    if (!graph.persons[standing.person].current) return;
    if ((graph.today - *standing.ended_on).count() <= grace) return;
    if (is_reused(graph, standing.person, standing.entitlement)) return;
    const EmploymentNode& former = graph.employments[standing.capacity.employment];
    if (is_reorganised(graph, input.reorganised, former)) return;
    Draft draft(input, blank);
    draft.subject(thing_of_person(graph, standing.person))
        .object(thing_of_entitlement(graph, standing.entitlement))
        .person(standing.person)
        .right(standing.entitlement)
        .date("d", *standing.ended_on + core::Days(1))
        .paths(paths_to(graph, standing.person, standing.entitlement))
        .note("ended_on", *standing.ended_on)
        .note("employee_no", former.employee_no)
        .note("limit", grace);
    if (former.unit != kNone) draft.note("unit", thing_of_unit(graph, former.unit).label);
    if (standing.role != kNone) {
      const policies::RolePolicy& role = graph.policy->roles[standing.role];
      draft.rule(role.id, role.authority);
    }
    if (weighs_as_sensitive(graph, standing.entitlement) ||
        is_privileged(graph, standing.entitlement)) {
      draft.severity(core::Severity::high);
    }
    findings.push_back(draft.done());
  });
  return findings;
}

}  // namespace rettesnor::reconcile::checks
