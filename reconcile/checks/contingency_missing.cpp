// A critical system without a plan for the day it fails.
#include "reconcile/checks/declarations.h"

#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings contingency_missing(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index s = 0; s < graph.systems.size(); ++s) {
    const auto* const rule = graph.systems[s].rule;
    if (rule == nullptr || !rule->critical || !rule->contingency_plan.empty()) continue;
    findings.push_back(Draft(input, blank).subject(thing_of_system(graph, s)).system(s).done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
