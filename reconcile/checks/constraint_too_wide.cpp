// A data scope that reaches beyond the tasks of the holder's units.
#include "reconcile/checks/declarations.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text.h"
#include "reconcile/draft.h"
#include "reconcile/person_state.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile::checks {

namespace {

std::vector<Index> units_of(const AccessGraph& graph, Index person) {
  std::vector<Index> units;
  for (const EmploymentNode& employment : employments_of(graph, person)) {
    if (employment.current && employment.unit != kNone) units.push_back(employment.unit);
  }
  return units;
}

/// "90.01" covers "90.01" and "90.01.02", not "90.010".
bool covers(std::string_view task, std::string_view asked) {
  return asked.starts_with(task) && (asked.size() == task.size() || asked[task.size()] == '.');
}

std::vector<std::string_view> tasks_of(const AccessGraph& graph, const std::vector<Index>& units) {
  std::vector<std::string_view> tasks;
  for (const Index unit : units) {
    if (graph.units[unit].object == kNone) continue;
    const core::RecordView record(graph.object(graph.units[unit].object).record);
    for (std::string_view text : record.all(core::Attribute::scope_tasks)) {
      while (!text.empty()) {
        const std::size_t space = text.find(' ');
        if (space != 0) tasks.push_back(text.substr(0, space));
        text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
      }
    }
  }
  return tasks;
}

/// By id, else by folded name.
std::vector<Index> units_named(const AccessGraph& graph, std::string_view name) {
  if (const Index unit = graph.unit_meant(name); unit != kNone) return {unit};
  std::vector<Index> units;
  const std::string folded = core::fold(name);
  for (Index unit = 0; unit < graph.units.size(); ++unit) {
    if (core::fold(graph.units[unit].name) == folded) units.push_back(unit);
  }
  return units;
}

bool is_too_wide(const AccessGraph& graph, std::string_view scope,
                 const std::vector<Index>& units) {
  if (units.empty()) return false;
  if (scope.starts_with("KLE:")) {
    const auto tasks = tasks_of(graph, units);
    const std::string_view asked = scope.substr(4);
    return !tasks.empty() && std::none_of(tasks.begin(), tasks.end(), [&](std::string_view task) {
      return covers(task, asked);
    });
  }
  if (!scope.starts_with("ORG:")) return false;
  const auto named = units_named(graph, scope.substr(4));
  return std::none_of(units.begin(), units.end(), [&](Index unit) {
    return std::any_of(named.begin(), named.end(),
                       [&](Index ancestor) { return graph.is_unit_under(unit, ancestor); });
  });
}

}  // namespace

Findings constraint_too_wide(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  std::set<std::pair<Index, Index>> told;
  for (const GrantNode& grant : graph.grants) {
    if (grant.scope.empty() || grant.account == kNone) continue;
    const AccountNode& account = graph.accounts[grant.account];
    if (!account.usable || account.person == kNone) continue;
    if (!has_right(graph, grant.account, grant.entitlement)) continue;
    const auto units = units_of(graph, account.person);
    if (!is_too_wide(graph, grant.scope, units)) continue;
    if (!told.emplace(account.person, grant.entitlement).second) continue;
    std::vector<std::string> tasks;
    for (const std::string_view task : tasks_of(graph, units)) tasks.emplace_back(task);
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_person(graph, account.person))
                           .object(thing_of_entitlement(graph, grant.entitlement))
                           .person(account.person)
                           .right(grant.entitlement)
                           .text("omfang", grant.scope)
                           .paths(explain(graph, grant.account, grant.entitlement, 1))
                           .note("scope", grant.scope)
                           .note_all("tasks", tasks)
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
