// A weighty right that appeared outside the process.
#include "reconcile/checks/declarations.h"

#include <string>
#include <vector>

#include "reconcile/draft.h"
#include "reconcile/rights.h"
#include "reconcile/undocumented.h"

namespace rettesnor::reconcile::checks {

Findings out_of_band(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  const auto weighed = [&](Draft& draft, Index entitlement) {
    if (is_privileged(graph, entitlement)) {
      draft.severity(core::Severity::critical).note("privileged", "yes");
    }
    findings.push_back(draft.done());
  };
  input.expected.each({Verdict::extra}, [&](const Standing& standing) {
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
    weighed(draft, standing.entitlement);
  });
  for (const UnruledRight& right : unruled_rights(input)) {
    if (!right.out_of_band) continue;
    std::vector<std::string> newcomers;
    for (const Index person : right.newcomers) newcomers.push_back(name_of_person(graph, person));
    Draft draft(input, blank);
    draft.subject(thing_of_entitlement(graph, right.entitlement))
        .right(right.entitlement)
        .number("n", static_cast<std::int64_t>(right.holders))
        .note("verdict", name_of(Verdict::unexplained))
        .note("owner", owner_as_told(graph, right.entitlement))
        .note_all("newcomers", newcomers);
    weighed(draft, right.entitlement);
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
