// An account was used after its person's last day.
#include "reconcile/checks/declarations.h"

#include "reconcile/absence.h"
#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings leaver_used_after(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index account = 0; account < graph.accounts.size(); ++account) {
    if (!used_after_leaving(input, account)) continue;
    const Index person = graph.accounts[account].person;
    if (input.seems_returned(person)) continue;
    const Timestamp used = *input.facts.last_used(account);
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_person(graph, person))
                           .object(thing_of_account(graph, account))
                           .person(person)
                           .account(account)
                           .date("d", graph.zone->date_of(used))
                           .note("left_on", *graph.persons[person].left_on)
                           .note("last_used", used)
                           .note("lag_days", input.facts.lag_days(account))
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
