// A right that rules speak of is called something else now, or another has taken its name.
#include "reconcile/checks/declarations.h"

#include <string>
#include <utility>

#include "reconcile/draft.h"
#include "reconcile/rule_objects.h"

namespace rettesnor::reconcile::checks {

Findings rule_object_changed(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  const std::vector<RuleObject> objects = rule_objects(graph);
  using enum RuleObject::State;
  Findings findings;
  for (const RuleName& changed : by_name(objects, {renamed, shared})) {
    const RuleObject& first = *changed.uses.front();
    Draft draft(input, blank);
    draft.subject(thing_of_entitlement(graph, first.right))
        .severity(changed.severity)
        .text("r", first.reference.right->name)
        .text("s", first.reference.right->system)
        .text("regel", changed.rules)
        .note("name_in_policy", first.reference.name)
        .note("right", id_of_right(graph, first.right))
        .note_all("called_so_now", first.choices);
    if (first.state == renamed) {
      draft.text("navn", graph.entitlements[first.right].name);
    } else {
      draft.number("m", static_cast<std::int64_t>(first.choices.size()))
          .text("den", id_of_right(graph, first.right));
    }
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
