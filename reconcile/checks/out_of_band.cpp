// A weighty right that appeared outside the process.
#include "reconcile/checks/declarations.h"

#include "reconcile/draft.h"
#include "reconcile/rights.h"
#include "reconcile/undocumented.h"

namespace rettesnor::reconcile::checks {

Findings out_of_band(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  input.expected.each({Verdict::extra, Verdict::unexplained}, [&](const Standing& standing) {
    if (!answers_for_rights(graph, standing.person) || !is_out_of_band(input, standing)) return;
    Draft draft(input, blank);
    draft.subject(thing_of_person(graph, standing.person))
        .object(thing_of_entitlement(graph, standing.entitlement))
        .person(standing.person)
        .right(standing.entitlement)
        .paths(paths_to(graph, standing.person, standing.entitlement))
        .note("verdict", name_of(standing.verdict));
    if (const auto since = first_seen(input, standing.person, standing.entitlement)) {
      draft.date("d", graph.zone->date_of(*since)).note("first_seen", *since);
    }
    if (is_privileged(graph, standing.entitlement)) {
      draft.severity(core::Severity::critical).note("privileged", "yes");
    }
    findings.push_back(draft.done());
  });
  return findings;
}

}  // namespace rettesnor::reconcile::checks
