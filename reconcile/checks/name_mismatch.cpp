// An account with somebody's employee number and clearly somebody else's name.
#include "reconcile/checks/declarations.h"

#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings name_mismatch(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (const ContestedLink& link : input.contested) {
    if (link.why != ContestedLink::Why::name || !graph.accounts[link.account].usable) continue;
    Draft draft(input, blank);
    draft.subject(thing_of_account(graph, link.account))
        .object(thing_of_person(graph, link.before))
        .account(link.account)
        .person(link.before)
        .note("name", graph.accounts[link.account].name);
    for (const Index person : link.also) draft.note("maybe", thing_of_person(graph, person).ref);
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
