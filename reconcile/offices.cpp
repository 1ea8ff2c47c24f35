// Reads appointments by person, and the top of the organisation.
#include "reconcile/offices.h"

#include <algorithm>

#include "core/text.h"
#include "policies/offices.h"

namespace rettesnor::reconcile {

bool held_office(const AccessGraph& graph, Index person, std::string_view office, Date day) {
  if (person == kNone) return false;
  return std::ranges::any_of(graph.policy->appointments, [&](const auto& appointment) {
    return folded_equal(appointment.role, office) && appointment.from <= day &&
           (!appointment.to || day <= *appointment.to) &&
           graph.person_by_employee_no(appointment.person) == person;
  });
}

bool is_of_executive_group(const AccessGraph& graph, Index person, Date day) {
  if (person == kNone) return false;
  if (held_office(graph, person, policies::kExecutiveGroup, day)) return true;
  return std::ranges::any_of(graph.led_units, [&](const auto& led) {
    if (graph.employments[led.first].person != person) return false;
    const Index above = graph.units[led.second].parent;
    return above == kNone || graph.units[above].parent == kNone;
  });
}

}  // namespace rettesnor::reconcile
