// Somebody who is here resembles one who left, whose accounts wait for the answer.
#include "reconcile/checks/declarations.h"

#include "reconcile/draft.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile::checks {

Findings person_returned(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (const Returned& returned : input.returned) {
    const PersonNode& before = graph.persons[returned.before];
    Draft draft(input, blank);
    draft.subject(thing_of_person(graph, returned.person))
        .object(thing_of_person(graph, returned.before))
        .person(returned.person)
        .person(returned.before, "q")
        .note("alike", returned.by_mail ? "mail" : "name, unit")
        .note_all("accounts", account_refs(graph, graph.accounts_of_person[returned.before]));
    if (before.left_on) draft.date("d", *before.left_on).note("left_on", *before.left_on);
    if (before.vanished_on)
      draft.date("e", *before.vanished_on).note("vanished_on", *before.vanished_on);
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
