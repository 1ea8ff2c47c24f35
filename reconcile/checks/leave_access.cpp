// A person on long leave holds rights.
#include "reconcile/checks/declarations.h"

#include <cstdint>

#include "reconcile/draft.h"
#include "reconcile/person_state.h"

namespace rettesnor::reconcile::checks {

Findings leave_access(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  const auto limit = graph.policy->threshold("leave_access_days", graph.today);
  for (Index person = 0; person < graph.persons.size(); ++person) {
    const auto leave = leave_with_access(graph, person);
    if (!leave) continue;
    Draft draft(input, blank);
    draft.subject(thing_of_person(graph, person)).person(person).note("limit", limit);
    if (leave->until) draft.date("d", *leave->until).note("leave_until", *leave->until);
    draft.note("rights", static_cast<std::int64_t>(graph.entitlements_of_person[person].size()));
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
