// A name in the policy that nothing is called, or a right that it was bound to and that is gone.
#include "reconcile/checks/declarations.h"

#include <string>
#include <utility>

#include "reconcile/draft.h"
#include "reconcile/rule_objects.h"

namespace rettesnor::reconcile::checks {

Findings rule_object_missing(const CheckInput& input, const core::Finding& blank) {
  const std::vector<RuleObject> objects = rule_objects(input.graph);
  using enum RuleObject::State;
  Findings findings;
  for (const RuleName& lost : by_name(objects, {missing, replaced})) {
    const RuleObject& first = *lost.uses.front();
    const std::string& name = first.reference.name;
    const std::string kind(name_of(first.reference.kind));
    std::string key = kind;
    key.append(" ").append(name);
    core::Thing thing = thing_named("rule_object", key, name);
    thing.ref = name;
    Draft draft(input, blank);
    draft.subject(std::move(thing))
        .severity(lost.severity)
        .text("regel", lost.rules)
        .note("kind", kind)
        .note("file", first.reference.origin->file)
        .note("line", first.reference.origin->line)
        .note_all("called_so_now", first.choices);
    if (first.reference.right != nullptr) {
      draft
          .text("r", first.reference.right->id.empty() ? first.reference.right->name
                                                       : first.reference.right->id)
          .text("s", first.reference.right->system);
    } else {
      draft.text("r", name);
      if (!first.reference.system.empty()) draft.text("s", first.reference.system);
    }
    if (first.state == replaced) draft.mark("foer");
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
