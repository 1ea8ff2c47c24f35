// An account that was one person's, by its own word, and is another's by the same word.
#include "reconcile/checks/declarations.h"

#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings link_changed(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (const ContestedLink& link : input.contested) {
    const bool is_owner = link.why == ContestedLink::Why::owner;
    if (link.why != ContestedLink::Why::changed && !is_owner) continue;
    Draft draft(input, blank);
    draft.subject(thing_of_account(graph, link.account))
        .object(thing_of_person(graph, link.before))
        .account(link.account)
        .person(link.before)
        .note("told_before", link.told_before);
    if (link.now != kNone)
      draft.person(link.now, "q").note("now", thing_of_person(graph, link.now).ref);
    if (is_owner) draft.mark("ejer");
    if (link.seen) draft.note("seen", *link.seen);
    if (graph.accounts[link.account].usable) {
      if (const auto used = input.facts.last_used(link.account)) draft.note("last_used", *used);
    } else {
      draft.severity(core::Severity::medium).note("closed", "yes");
    }
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
