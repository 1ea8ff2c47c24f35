// A management line that comes back to where it began.
#include "reconcile/checks/declarations.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/text.h"
#include "reconcile/draft.h"
#include "reconcile/person_state.h"

namespace rettesnor::reconcile::checks {

namespace {

/// "My primary current employment": the one marked so, else the first that is current.
Index unit_of(const AccessGraph& graph, Index person) {
  Index unit = kNone;
  for (const EmploymentNode& employment : employments_of(graph, person)) {
    if (!employment.current || employment.unit == kNone) continue;
    if (employment.primary) return employment.unit;
    if (unit == kNone) unit = employment.unit;
  }
  return unit;
}

/// Leader of her unit; when that is herself, of the nearest unit above with another leader.
Index leader_of(const AccessGraph& graph, Index person) {
  const Index unit = unit_of(graph, person);
  if (unit == kNone || graph.units[unit].leader != person) {
    return unit == kNone ? kNone : graph.units[unit].leader;
  }
  std::set<Index> seen{unit};
  for (Index above = graph.units[unit].parent; above != kNone && seen.insert(above).second;
       above = graph.units[above].parent) {
    const Index leader = graph.units[above].leader;
    if (leader != kNone && leader != person) return leader;
  }
  return kNone;
}

/// The rings of a function, each from its smallest member on; ordered by that.
std::vector<std::vector<Index>> rings_of(const std::vector<Index>& next) {
  std::vector<std::vector<Index>> rings;
  std::vector<Index> walk_of(next.size(), kNone);
  for (Index start = 0; start < next.size(); ++start) {
    Index at = start;
    while (at != kNone && walk_of[at] == kNone) {
      walk_of[at] = start;
      at = next[at];
    }
    if (at == kNone || walk_of[at] != start) continue;
    std::vector<Index> ring{at};
    for (Index i = next[at]; i != at; i = next[i]) ring.push_back(i);
    std::rotate(ring.begin(), std::min_element(ring.begin(), ring.end()), ring.end());
    rings.push_back(std::move(ring));
  }
  std::sort(rings.begin(), rings.end());
  return rings;
}

/// "Mette Holm → Ole Lund → Mette Holm".
std::string chain(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 8;
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < kShown; ++i) text += names[i] + " → ";
  if (names.size() > kShown) text += "… → ";
  return text + names.front();
}

core::Finding person_ring(const CheckInput& input, const core::Finding& blank,
                          const std::vector<Index>& ring) {
  const AccessGraph& graph = input.graph;
  std::vector<std::string> names;
  core::Path path;
  for (const Index person : ring) {
    names.push_back(name_of_person(graph, person));
    path.push_back({"person", thing_of_person(graph, person).ref});
  }
  path.push_back(path.front());
  return Draft(input, blank)
      .subject(thing_of_person(graph, ring.front()))
      .text("liste", chain(names))
      .paths({path})
      .note_all("ring", names)
      .done();
}

core::Finding unit_ring(const CheckInput& input, const core::Finding& blank,
                        const std::vector<Index>& ring) {
  const AccessGraph& graph = input.graph;
  std::vector<std::string> names;
  core::Path path;
  Index leader = kNone;
  for (const Index u : ring) {
    const UnitNode& unit = graph.units[u];
    names.push_back(core::printable(unit.name.empty() ? unit.id : unit.name));
    path.push_back({"unit", thing_of_unit(graph, u).ref});
    leader = std::min(leader, unit.leader);
  }
  path.push_back(path.front());
  return Draft(input, blank)
      .subject(leader == kNone ? thing_of_unit(graph, ring.front())
                               : thing_of_person(graph, leader))
      .text("liste", chain(names))
      .paths({path})
      .note_all("unit_ring", names)
      .done();
}

}  // namespace

Findings manager_cycle(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  std::set<std::pair<std::string, std::string>> told;
  const auto add = [&](core::Finding finding) {
    if (told.emplace(finding.subject.kind, finding.subject.key).second) {
      findings.push_back(std::move(finding));
    }
  };
  std::vector<Index> next(graph.persons.size(), kNone);
  for (Index person = 0; person < graph.persons.size(); ++person) {
    next[person] = leader_of(graph, person);
  }
  for (const auto& ring : rings_of(next)) add(person_ring(input, blank, ring));
  std::vector<Index> parents;
  for (const UnitNode& unit : graph.units) parents.push_back(unit.parent);
  for (const auto& ring : rings_of(parents)) add(unit_ring(input, blank, ring));
  return findings;
}

}  // namespace rettesnor::reconcile::checks
