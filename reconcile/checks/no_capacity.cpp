// An account was used, or stands open for long, while its person has nothing to do here.
#include "reconcile/checks/declarations.h"

#include "reconcile/absence.h"
#include "reconcile/draft.h"
#include "reconcile/person_state.h"

namespace rettesnor::reconcile::checks {

Findings no_capacity(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index person = 0; person < graph.persons.size(); ++person) {
    if (graph.accounts_of_person[person].empty()) continue;
    const auto gap = without_capacity(graph, person);
    if (!gap) continue;
    for (const Index account : graph.accounts_of_person[person]) {
      const UseInGap use = use_in_gap(input, account, *gap);
      if (use == UseInGap::none) continue;
      Draft draft(input, blank);
      draft.subject(thing_of_person(graph, person))
          .object(thing_of_account(graph, account))
          .person(person)
          .account(account)
          .date("e", gap->until);
      if (gap->from) draft.date("d", *gap->from).note("ended_on", *gap->from - core::Days(1));
      if (use == UseInGap::used) draft.mark("brugt");
      if (use == UseInGap::open) {
        draft.severity(core::Severity::medium)
            .note("limit", graph.policy->threshold("mover_grace_days", graph.today));
      }
      if (const auto used = input.facts.last_used(account)) draft.note("last_used", *used);
      findings.push_back(draft.note("begins_on", gap->until + core::Days(1)).done());
    }
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
