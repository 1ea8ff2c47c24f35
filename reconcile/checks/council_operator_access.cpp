// An elected member works in a system where only staff may.
#include "reconcile/checks/declarations.h"

#include <set>

#include "reconcile/draft.h"
#include "reconcile/person_state.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile::checks {

namespace {

/// The rule that forbids it, by her current mandates; null when nothing does.
const policies::SubjectClassRule* forbidding_rule(const AccessGraph& graph, Index person) {
  const PersonNode& node = graph.persons[person];
  for (Index i = node.mandate_begin; i < node.mandate_end; ++i) {
    if (!graph.mandates[i].current) continue;
    const policies::SubjectClass subject_class = class_of(graph, {.mandate = i});
    for (const policies::SubjectClassRule& rule : graph.policy->subject_classes) {
      if (rule.subject_class == subject_class && !rule.operator_access) return &rule;
    }
  }
  return nullptr;
}

}  // namespace

Findings council_operator_access(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index person = 0; person < graph.persons.size(); ++person) {
    const PersonNode& node = graph.persons[person];
    if (node.mandate_begin == node.mandate_end || !node.current) continue;
    const auto* const rule = forbidding_rule(graph, person);
    if (rule == nullptr || has_current_employment(graph, person)) continue;
    std::set<Index> told;
    for (const Index e : graph.entitlements_of_person[person]) {
      const Index system = graph.entitlements[e].system;
      const auto* const register_row = graph.systems[system].rule;
      if (register_row == nullptr || !register_row->operator_system) continue;
      if (input.expected.verdict(person, e) == Verdict::authorized) continue;
      if (!told.insert(system).second) continue;
      findings.push_back(Draft(input, blank)
                             .subject(thing_of_person(graph, person))
                             .object(thing_of_system(graph, system))
                             .authority(rule->authority)
                             .person(person)
                             .system(system)
                             .paths(paths_to(graph, person, e))
                             .note("right", ref_of_entitlement(graph, e))
                             .done());
    }
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
