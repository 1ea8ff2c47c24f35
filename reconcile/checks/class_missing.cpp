// A system that is read, and that nobody classified or entered in the register.
#include "reconcile/checks/declarations.h"

#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings class_missing(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index s = 0; s < graph.systems.size(); ++s) {
    const SystemNode& system = graph.systems[s];
    if (system.source == kNone) continue;
    const bool is_classified =
        system.rule != nullptr && system.rule->classification != policies::Classification::unset;
    const bool is_recorded = system.rule != nullptr && !system.rule->processing_activity.empty();
    if (is_classified && is_recorded) continue;
    Draft draft(input, blank);
    draft.subject(thing_of_system(graph, s)).system(s);
    if (!is_classified) draft.mark("klasse").note("classification", "missing");
    if (!is_recorded) draft.note("processing_activity", "missing");
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
