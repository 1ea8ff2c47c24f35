// Access that an elected office gave, after the office ended.
#include "reconcile/checks/declarations.h"

#include "reconcile/council.h"
#include "reconcile/draft.h"
#include "reconcile/person_state.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile::checks {

Findings mandate_ended(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index person = 0; person < graph.persons.size(); ++person) {
    const MandateNode* const mandate = left_from_mandate(graph, person);
    if (mandate == nullptr || input.seems_returned(person)) continue;
    for (const Index account : graph.accounts_of_person[person]) {
      if (!graph.accounts[account].usable) continue;
      Draft draft(input, blank);
      draft.subject(thing_of_person(graph, person))
          .object(thing_of_account(graph, account))
          .person(person)
          .account(account)
          .text("organ", mandate->body)
          .date("d", *graph.persons[person].left_on)
          .note("ended_on", *graph.persons[person].left_on);
      if (const auto used = input.facts.last_used(account)) draft.note("last_used", *used);
      findings.push_back(draft.done());
    }
  }
  for (const Standing& standing : mandate_rights_kept(input)) {
    if (!standing.ended_on) continue;
    Draft draft(input, blank);
    draft.subject(thing_of_person(graph, standing.person))
        .object(thing_of_entitlement(graph, standing.entitlement))
        .person(standing.person)
        .right(standing.entitlement)
        .text("organ", graph.mandates[standing.capacity.mandate].body)
        .date("d", *standing.ended_on)
        .paths(paths_to(graph, standing.person, standing.entitlement))
        .note("ended_on", *standing.ended_on);
    if (standing.role != kNone) {
      const policies::RolePolicy& role = graph.policy->roles[standing.role];
      draft.rule(role.id, role.authority);
    }
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
