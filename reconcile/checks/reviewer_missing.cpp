// A unit with staff and no leader who is here.
#include "reconcile/checks/declarations.h"

#include <cstdint>
#include <set>
#include <vector>

#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

namespace {

/// The nearest leader above who is current; kNone when there is none.
Index leader_above(const AccessGraph& graph, Index unit) {
  std::set<Index> seen{unit};
  for (Index above = graph.units[unit].parent; above != kNone && seen.insert(above).second;
       above = graph.units[above].parent) {
    const Index leader = graph.units[above].leader;
    if (leader != kNone && graph.persons[leader].current) return leader;
  }
  return kNone;
}

}  // namespace

Findings reviewer_missing(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  std::vector<std::int64_t> staff(graph.units.size(), 0);
  for (const EmploymentNode& employment : graph.employments) {
    if (employment.current && employment.unit != kNone) ++staff[employment.unit];
  }
  for (Index u = 0; u < graph.units.size(); ++u) {
    const UnitNode& unit = graph.units[u];
    const bool is_closed = unit.closed_on && *unit.closed_on < graph.today;
    if (staff[u] == 0 || is_closed) continue;
    if (unit.leader != kNone && graph.persons[unit.leader].current) continue;
    const core::Thing thing = thing_of_unit(graph, u);
    Draft draft(input, blank);
    draft.subject(thing)
        .text("enhed", unit.name.empty() ? unit.id : unit.name)
        .note("employments", staff[u])
        .note("leader_told", unit.leader_no);
    const Index above = leader_above(graph, u);
    if (above != kNone) draft.note("next_leader_above", thing_of_person(graph, above).label);
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
