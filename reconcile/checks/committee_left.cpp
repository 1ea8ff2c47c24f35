// Somebody left a committee and still sees its closed items.
#include "reconcile/checks/declarations.h"

#include "reconcile/council.h"
#include "reconcile/draft.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile::checks {

Findings committee_left(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (const CommitteeRight& right : committee_rights_kept(graph)) {
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_person(graph, right.person))
                           .object(thing_of_entitlement(graph, right.entitlement))
                           .person(right.person)
                           .right(right.entitlement)
                           .text("udvalg", right.body->name)
                           .date("d", right.ended_on)
                           .paths(paths_to(graph, right.person, right.entitlement))
                           .note("ended_on", right.ended_on)
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
