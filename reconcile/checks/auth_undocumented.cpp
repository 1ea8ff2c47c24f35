// A right that no rule, authorisation or case explains.
#include "reconcile/checks/declarations.h"

#include "reconcile/draft.h"
#include "reconcile/rights.h"
#include "reconcile/undocumented.h"

namespace rettesnor::reconcile::checks {

Findings auth_undocumented(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  const auto weighed = [&](Draft& draft, Index entitlement) {
    if (weighs_as_sensitive(graph, entitlement)) draft.severity(core::Severity::high);
    findings.push_back(draft.done());
  };
  input.expected.each({Verdict::extra}, [&](const Standing& standing) {
    if (!answers_for_rights(graph, standing.person) || is_out_of_band(input, standing)) return;
    Draft draft(input, blank);
    draft.subject(thing_of_person(graph, standing.person))
        .object(thing_of_entitlement(graph, standing.entitlement))
        .person(standing.person)
        .right(standing.entitlement)
        .paths(paths_to(graph, standing.person, standing.entitlement))
        .note("verdict", name_of(standing.verdict));
    weighed(draft, standing.entitlement);
  });
  for (const UnruledRight& right : unruled_rights(input)) {
    // What is only held through another right is settled with that one.
    if (right.out_of_band || !right.has_direct) continue;
    Draft draft(input, blank);
    draft.subject(thing_of_entitlement(graph, right.entitlement))
        .right(right.entitlement)
        .number("n", static_cast<std::int64_t>(right.holders))
        .note("verdict", name_of(Verdict::unexplained))
        .note("owner", owner_as_told(graph, right.entitlement));
    weighed(draft, right.entitlement);
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
