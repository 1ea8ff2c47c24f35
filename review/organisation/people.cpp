// Where a person stands in the organisation, and how pages name her.
#include "review/organisation/people.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/text.h"

namespace rettesnor::review {

using core::Index;
using core::kNone;

Index main_employment(const reconcile::AccessGraph& graph, Index person) {
  const reconcile::PersonNode& node = graph.persons[person];
  const auto weight = [&](Index i) {
    const reconcile::EmploymentNode& employment = graph.employments[i];
    const auto ended = reconcile::ended_on(graph, employment);
    return std::tuple(employment.current, employment.unit != kNone, employment.primary,
                      employment.current ? core::Date{} : ended.value_or(core::Date{}));
  };
  Index best = kNone;
  for (Index i = node.employment_begin; i < node.employment_end; ++i) {
    if (best == kNone || weight(i) > weight(best)) best = i;
  }
  return best;
}

bool has_current_employment_in(const reconcile::AccessGraph& graph, Index person, Index unit) {
  const reconcile::PersonNode& node = graph.persons[person];
  for (Index i = node.employment_begin; i < node.employment_end; ++i) {
    if (graph.employments[i].current && graph.employments[i].unit == unit) return true;
  }
  return false;
}

PersonView person_view(const reconcile::AccessGraph& graph, const Holder& holder) {
  if (holder.is_role()) {
    const policies::RolePolicy& role = graph.policy->roles[holder.role];
    return {role_key(role), role.id, role.name, {}, role.id, {}};
  }
  if (holder.is_account()) {
    const core::Thing thing = reconcile::thing_of_account(graph, holder.account);
    const reconcile::AccountNode& node = graph.accounts[holder.account];
    return {thing.key, thing.ref, thing.label, {}, std::string(graph.systems[node.system].name),
            {}};
  }
  const Index person = holder.person;
  const core::Thing thing = reconcile::thing_of_person(graph, person);
  PersonView view{thing.key, thing.ref, thing.label, {}, {}, {}};
  const Index main = main_employment(graph, person);
  if (main == kNone) return view;
  const reconcile::EmploymentNode& employment = graph.employments[main];
  view.title = employment.title;
  if (employment.unit != kNone) {
    const reconcile::UnitNode& unit = graph.units[employment.unit];
    view.unit = unit.name.empty() ? unit.id : unit.name;
  }
  return view;
}

About about(const Holder& holder) {
  if (holder.is_role()) return About::roles;
  return holder.is_account() ? About::accounts : About::people;
}

bool reports_to(const reconcile::AccessGraph& graph, Index person, Index leader) {
  const reconcile::PersonNode& node = graph.persons[person];
  std::set<Index> seen;
  for (Index i = node.employment_begin; i < node.employment_end; ++i) {
    if (!graph.employments[i].current) continue;
    for (Index unit = graph.employments[i].unit; unit != kNone && seen.insert(unit).second;
         unit = graph.units[unit].parent) {
      if (graph.units[unit].leader == leader) return true;
    }
  }
  return false;
}

bool leads_a_unit(const reconcile::AccessGraph& graph, Index person) {
  return std::any_of(graph.units.begin(), graph.units.end(), [&](const reconcile::UnitNode& unit) {
    return unit.leader == person && !(unit.closed_on && *unit.closed_on < graph.today);
  });
}

std::vector<Index> appointed(const reconcile::AccessGraph& graph, std::string_view role) {
  std::vector<Index> found;
  for (const policies::RoleAppointment& appointment : graph.policy->appointments) {
    if (core::fold(appointment.role) != role) continue;
    if (appointment.from > graph.today || (appointment.to && *appointment.to < graph.today)) {
      continue;
    }
    const Index person = graph.person_by_employee_no(appointment.person);
    if (person == kNone || !graph.persons[person].current) continue;
    if (std::find(found.begin(), found.end(), person) == found.end()) found.push_back(person);
  }
  return found;
}

bool is_appointed_auditor(const reconcile::AccessGraph& graph, Index person) {
  for (const std::string_view role : {"it-revisor", "revisor"}) {
    const std::vector<Index> holders = appointed(graph, role);
    if (std::find(holders.begin(), holders.end(), person) != holders.end()) return true;
  }
  return false;
}

}  // namespace rettesnor::review
