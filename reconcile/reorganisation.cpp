// Follows people from units that are gone to units that are new.
#include "reconcile/reorganisation.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "reconcile/person_state.h"

namespace rettesnor::reconcile {
namespace {

/// Where the people of a unit went, by unit.
struct Exodus {
  std::set<Index> people;
  std::map<Index, std::int64_t> to;
};

std::vector<std::uint8_t> staffed_units(const AccessGraph& graph) {
  std::vector<std::uint8_t> staffed(graph.units.size(), 0);
  for (const EmploymentNode& e : graph.employments) {
    if (e.current && e.word == Word::told && e.unit != kNone) staffed[e.unit] = 1;
  }
  return staffed;
}

UnitSuccession::Word word_on(const AccessGraph& graph, Index before, Index after) {
  for (const policies::UnitSuccession& row : graph.policy->reorganisations) {
    if (row.from != graph.units[before].id) continue;
    return row.to == graph.units[after].id ? UnitSuccession::Word::confirmed
                                           : UnitSuccession::Word::denied;
  }
  return UnitSuccession::Word::none;
}

}  // namespace

std::vector<UnitSuccession> reorganised_units(const AccessGraph& graph) {
  std::map<std::pair<Date, Index>, Exodus> left;  // by (seen, unit before)
  std::int64_t employed = 0;
  std::vector<std::uint8_t> staffed;
  for (const EmploymentNode& e : graph.employments) {
    if (e.current && e.word == Word::told) ++employed;
    if (e.word == Word::told || e.unit == kNone) continue;
    if (staffed.empty()) staffed = staffed_units(graph);
    const bool is_over = !graph.is_told(graph.units[e.unit].object) || staffed[e.unit] == 0;
    if (!is_over || !graph.persons[e.person].current) continue;
    Exodus& exodus = left[{*e.gone, e.unit}];
    if (!exodus.people.insert(e.person).second) continue;
    std::set<Index> reached;
    for (const EmploymentNode& is : employments_of(graph, e.person)) {
      if (!is.current || is.word != Word::told || is.unit == kNone) continue;
      const core::SnapshotObject& unit = graph.object(graph.units[is.unit].object);
      if (graph.zone->date_of(unit.first_seen) >= *e.gone) reached.insert(is.unit);
    }
    for (const Index unit : reached) ++exodus.to[unit];
  }
  std::vector<UnitSuccession> found;
  for (auto at = left.begin(); at != left.end();) {
    const Date seen = at->first.first;
    std::vector<UnitSuccession> together;
    std::int64_t people = 0;
    for (; at != left.end() && at->first.first == seen; ++at) {
      const auto& [key, exodus] = *at;
      if (exodus.to.empty()) continue;
      const auto most =
          std::max_element(exodus.to.begin(), exodus.to.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      const auto of = static_cast<std::int64_t>(exodus.people.size());
      if (most->second * 2 <= of) continue;
      people += of;
      together.push_back({key.second, most->first, seen, most->second, of,
                          word_on(graph, key.second, most->first)});
    }
    const bool is_event = together.size() >= 3 || (!together.empty() && people * 2 >= employed);
    if (is_event) found.insert(found.end(), together.begin(), together.end());
  }
  return found;
}

bool is_reorganised(const AccessGraph& graph, const std::vector<UnitSuccession>& units,
                    const EmploymentNode& former) {
  if (former.word == Word::told || former.unit == kNone) return false;
  const auto key = std::pair(*former.gone, former.unit);
  const auto at = std::lower_bound(
      units.begin(), units.end(), key,
      [](const UnitSuccession& u, const auto& k) { return std::pair(u.seen, u.before) < k; });
  if (at == units.end() || std::pair(at->seen, at->before) != key) return false;
  if (at->word == UnitSuccession::Word::denied) return false;
  const auto employments = employments_of(graph, former.person);
  return std::any_of(employments.begin(), employments.end(), [&](const EmploymentNode& is) {
    return is.current && is.word == Word::told && is.unit == at->after;
  });
}

}  // namespace rettesnor::reconcile
