// Somebody is told of no longer, nobody said that she left, and her account is open.
#include "reconcile/checks/declarations.h"

#include "reconcile/draft.h"
#include "reconcile/person_state.h"

namespace rettesnor::reconcile::checks {

namespace {

/// The system whose register no longer holds what she was here as.
std::string_view lost_by(const AccessGraph& graph, Index person) {
  Index object = graph.persons[person].object;
  const auto look = [&](const auto& capacities) {
    for (const auto& capacity : capacities) {
      if (capacity.word == Word::vanished && capacity.gone == graph.persons[person].vanished_on) {
        object = capacity.object;
      }
    }
  };
  look(engagements_of(graph, person));
  look(mandates_of(graph, person));
  look(employments_of(graph, person));
  return graph.snapshot->sources[graph.object(object).source].system;
}

}  // namespace

Findings leaver_unconfirmed(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index person = 0; person < graph.persons.size(); ++person) {
    const auto gone = graph.persons[person].vanished_on;
    if (!gone || input.seems_returned(person)) continue;
    for (const Index account : graph.accounts_of_person[person]) {
      if (!graph.accounts[account].usable) continue;
      Draft draft(input, blank);
      draft.subject(thing_of_person(graph, person))
          .object(thing_of_account(graph, account))
          .person(person)
          .text("k", thing_of_account(graph, account).ref)
          .text("s", lost_by(graph, person))
          .note("vanished_on", *gone);
      if (input.facts.has(account, ObservedFacts::privileged)) draft.note("privileged", "yes");
      if (const auto used = input.facts.last_used(account)) draft.note("last_used", *used);
      findings.push_back(draft.done());
    }
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
