// A role that the policy demands and that nobody current fills.
#include "reconcile/checks/declarations.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

namespace {

bool is_filled(const AccessGraph& graph, std::string_view role) {
  const auto& appointments = graph.policy->appointments;
  return std::any_of(appointments.begin(), appointments.end(), [&](const auto& appointment) {
    if (appointment.role != role || appointment.from > graph.today) return false;
    if (appointment.to && *appointment.to < graph.today) return false;
    const Index person = graph.person_by_employee_no(appointment.person);
    return person != kNone && graph.persons[person].current;
  });
}

}  // namespace

Findings role_vacant(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  std::set<std::string_view> told;
  for (const std::string& role : graph.policy->mandatory_roles) {
    if (is_filled(graph, role) || !told.insert(role).second) continue;
    findings.push_back(
        Draft(input, blank).subject(thing_named("role", role, role)).text("rolle", role).done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
