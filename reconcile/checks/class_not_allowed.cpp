// A right in a system whose data are above what the person's capacities allow.
#include "reconcile/checks/declarations.h"

#include <optional>

#include "reconcile/draft.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile::checks {

namespace {

struct Ceiling {
  policies::Classification highest = policies::Classification::unset;
  const policies::SubjectClassRule* rule = nullptr;  ///< null: no limit
  policies::SubjectClass subject_class{};
};

/// What the most permissive of her current capacities allows.
class Ceilings {
 public:
  explicit Ceilings(const AccessGraph& graph) : graph_(graph) {}

  std::optional<Ceiling> of(Index person) const {
    const PersonNode& node = graph_.persons[person];
    std::optional<Ceiling> best;
    for (Index i = node.employment_begin; i < node.employment_end; ++i) {
      if (graph_.employments[i].current) consider(best, {.employment = i});
    }
    for (Index i = node.mandate_begin; i < node.mandate_end; ++i) {
      if (graph_.mandates[i].current) consider(best, {.mandate = i});
    }
    for (Index i = node.engagement_begin; i < node.engagement_end; ++i) {
      if (graph_.engagements[i].current) consider(best, {.engagement = i});
    }
    return best;
  }

 private:
  void consider(std::optional<Ceiling>& best, const Capacity& capacity) const {
    Ceiling ceiling{policies::Classification::special, nullptr, class_of(graph_, capacity)};
    for (const policies::SubjectClassRule& rule : graph_.policy->subject_classes) {
      if (rule.subject_class != ceiling.subject_class) continue;
      ceiling.highest = rule.highest;
      ceiling.rule = &rule;
    }
    if (!best || ceiling.highest > best->highest) best = ceiling;
  }

  const AccessGraph& graph_;
};

}  // namespace

Findings class_not_allowed(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  if (graph.policy->subject_classes.empty()) return findings;
  const Ceilings ceilings(graph);
  for (Index person = 0; person < graph.persons.size(); ++person) {
    if (graph.entitlements_of_person[person].empty()) continue;
    const auto ceiling = ceilings.of(person);
    if (!ceiling || ceiling->rule == nullptr) continue;
    for (const SystemReach& reach : systems_reached(graph, person)) {
      const auto* const system = graph.systems[reach.system].rule;
      if (system == nullptr || system->classification <= ceiling->highest) continue;
      findings.push_back(Draft(input, blank)
                             .subject(thing_of_person(graph, person))
                             .object(thing_of_system(graph, reach.system))
                             .authority(ceiling->rule->authority)
                             .person(person)
                             .system(reach.system)
                             .text("kategori", name_of(ceiling->subject_class))
                             .text("klasse", name_of(system->classification))
                             .paths(paths_to(graph, person, reach.entitlement, 2))
                             .note("highest_allowed", name_of(ceiling->highest))
                             .done());
    }
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
