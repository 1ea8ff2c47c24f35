// Who is asked about whom.
#include "review/organisation/route.h"

#include <array>
#include <set>
#include <utility>

#include "review/organisation/people.h"

namespace rettesnor::review {

using core::Index;
using core::kNone;

namespace {

constexpr std::array<std::pair<RouteReason, std::string_view>, 8> kRoutes = {
    {{RouteReason::leader, "leader"},
     {RouteReason::higher_leader, "higher_leader"},
     {RouteReason::sponsor, "sponsor"},
     {RouteReason::owner, "owner"},
     {RouteReason::account_owner, "account_owner"},
     {RouteReason::responsible, "responsible"},
     {RouteReason::fallback, "fallback"},
     {RouteReason::nobody, "nobody"}}};

/// Led by somebody who is here and is not the person herself.
bool is_led_by_other(const reconcile::AccessGraph& graph, Index unit, Index person) {
  const Index leader = graph.units[unit].leader;
  return leader != kNone && leader != person && graph.persons[leader].current;
}

}  // namespace

std::string_view name_of(RouteReason reason) {
  for (const auto& [value, name] : kRoutes) {
    if (value == reason) return name;
  }
  return {};
}

RouteReason route_reason_named(std::string_view name) {
  for (const auto& [value, known] : kRoutes) {
    if (known == name) return value;
  }
  return RouteReason::nobody;
}

Index askable(const reconcile::AccessGraph& graph, Index person) {
  const bool may =
      person != kNone && graph.persons[person].current && !is_appointed_auditor(graph, person);
  return may ? person : kNone;
}

Index askable(const reconcile::AccessGraph& graph, const std::string& employee_no) {
  return employee_no.empty() ? kNone : askable(graph, graph.person_by_employee_no(employee_no));
}

Route route_in_system(const reconcile::AccessGraph& graph, Index system) {
  const policies::System* rule = graph.systems[system].rule;
  if (rule == nullptr) return {kNone, RouteReason::nobody};
  const Index owner = askable(graph, rule->owner);
  if (owner != kNone) return {owner, RouteReason::owner};
  const Index responsible = askable(graph, rule->responsible);
  if (responsible != kNone) return {responsible, RouteReason::responsible};
  return {kNone, RouteReason::nobody};
}

Route fallback_of(const reconcile::AccessGraph& graph, Index person) {
  for (const Index administrator : appointed(graph, "attesteringsadministrator")) {
    if (administrator != person) return {administrator, RouteReason::fallback};
  }
  return {kNone, RouteReason::nobody};
}

Route route_of(const reconcile::AccessGraph& graph, Index person) {
  const Index main = main_employment(graph, person);
  if (main == kNone) return fallback_of(graph, person);
  std::set<Index> seen;
  const Index own = graph.employments[main].unit;
  for (Index unit = own; unit != kNone && seen.insert(unit).second;
       unit = graph.units[unit].parent) {
    if (!is_led_by_other(graph, unit, person)) continue;
    return {graph.units[unit].leader,
            unit == own ? RouteReason::leader : RouteReason::higher_leader};
  }
  return fallback_of(graph, person);
}

}  // namespace rettesnor::review
