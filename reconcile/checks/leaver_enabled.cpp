// A usable account of a person who has left.
#include "reconcile/checks/declarations.h"

#include "reconcile/draft.h"
#include "reconcile/person_state.h"

namespace rettesnor::reconcile::checks {

Findings leaver_enabled(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index person = 0; person < graph.persons.size(); ++person) {
    if (!has_left(graph, person) || left_from_mandate(graph, person) != nullptr) continue;
    if (input.seems_returned(person)) continue;
    const Date left_on = *graph.persons[person].left_on;
    for (const Index account : graph.accounts_of_person[person]) {
      const AccountNode& node = graph.accounts[account];
      // A foreign principal is closed by closing the account that it is.
      if (!node.usable || node.stands_for != kNone) continue;
      Draft draft(input, blank);
      draft.subject(thing_of_person(graph, person))
          .object(thing_of_account(graph, account))
          .person(person)
          .account(account)
          .date("d", left_on)
          .number("n", (graph.today - left_on).count())
          .note("left_on", left_on);
      if (graph.persons[person].dead) draft.mark("doed");
      if (const auto used = input.facts.last_used(account)) draft.note("last_used", *used);
      findings.push_back(draft.done());
    }
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
