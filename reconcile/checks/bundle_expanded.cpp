// A bundle gained a right lately, and many people with it.
#include "reconcile/checks/declarations.h"

#include <cstdint>

#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings bundle_expanded(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  const auto window = graph.policy->threshold("bundle_window_days", graph.today);
  const auto least = graph.policy->threshold("bundle_expanded_persons", graph.today);
  for (const ObservedFacts::Nesting& nesting : input.facts.nestings()) {
    if (graph.now - nesting.since > core::Days(window)) continue;
    const auto holders = graph.persons_of_entitlement[nesting.inner];
    const auto persons = static_cast<std::int64_t>(holders.size());
    if (persons < least) continue;
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_entitlement(graph, nesting.inner))
                           .object(thing_of_entitlement(graph, nesting.outer))
                           .right(nesting.inner)
                           .text("q", graph.entitlements[nesting.outer].name)
                           .number("n", persons)
                           .date("d", graph.zone->date_of(nesting.since))
                           .paths({{{"entitlement", ref_of_entitlement(graph, nesting.inner)},
                                    {"entitlement", ref_of_entitlement(graph, nesting.outer)}}})
                           .note("first_seen", nesting.since)
                           .note("persons", persons)
                           .note("limit", least)
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
