// A usable account of a person who is released from duty.
#include "reconcile/checks/declarations.h"

#include "reconcile/draft.h"
#include "reconcile/person_state.h"

namespace rettesnor::reconcile::checks {

Findings suspended_enabled(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index person = 0; person < graph.persons.size(); ++person) {
    if (!is_released(graph, person)) continue;
    const Timestamp released_at = *graph.persons[person].released_at;
    for (const Index account : graph.accounts_of_person[person]) {
      const AccountNode& node = graph.accounts[account];
      // A foreign principal is closed by closing the account that it is.
      if (!node.usable || node.stands_for != kNone) continue;
      Draft draft(input, blank);
      draft.subject(thing_of_person(graph, person))
          .object(thing_of_account(graph, account))
          .person(person)
          .account(account)
          .text("d", graph.zone->show(released_at));
      // Told by status alone, it has no moment of its own.
      if (released_at != graph.now) draft.note("released_at", released_at);
      if (const auto used = input.facts.last_used(account)) draft.note("last_used", *used);
      findings.push_back(draft.done());
    }
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
