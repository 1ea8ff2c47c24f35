// A right that no rule, authorisation or case explains.
#include "reconcile/checks/declarations.h"

#include "reconcile/draft.h"
#include "reconcile/rights.h"
#include "reconcile/undocumented.h"

namespace rettesnor::reconcile::checks {

Findings auth_undocumented(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  input.expected.each({Verdict::extra, Verdict::unexplained}, [&](const Standing& standing) {
    if (!answers_for_rights(graph, standing.person) || is_out_of_band(input, standing)) return;
    Draft draft(input, blank);
    draft.subject(thing_of_person(graph, standing.person))
        .object(thing_of_entitlement(graph, standing.entitlement))
        .person(standing.person)
        .right(standing.entitlement)
        .paths(paths_to(graph, standing.person, standing.entitlement))
        .note("verdict", name_of(standing.verdict));
    if (weighs_as_sensitive(graph, standing.entitlement)) draft.severity(core::Severity::high);
    findings.push_back(draft.done());
  });
  return findings;
}

}  // namespace rettesnor::reconcile::checks
