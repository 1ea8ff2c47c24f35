// What a signed-in person may see and decide, from the organisation and from appointments.
#include "review/organisation/authority.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/text.h"
#include "reconcile/access_graph.h"
#include "review/organisation/deputies.h"
#include "review/organisation/people.h"
#include "review/refusal.h"

namespace rettesnor::review {

using core::Index;
using core::kNone;

namespace {

// Appointments of the policy, folded.
constexpr std::array<std::pair<std::string_view, ProductRole>, 5> kAppointments = {
    {{"attesteringsadministrator", ProductRole::review_administrator},
     {"it-drift", ProductRole::it_operations},
     {"informationssikkerhedsleder", ProductRole::security_lead},
     {"it-revisor", ProductRole::auditor},
     {"revisor", ProductRole::auditor}}};

bool holds(const reconcile::AccessGraph& graph, Index person, std::string_view role) {
  const auto holders = appointed(graph, role);
  return std::find(holders.begin(), holders.end(), person) != holders.end();
}

/// Of anything but the audit, also of what gives no role in the product.
bool holds_other_appointment(const reconcile::AccessGraph& graph, Index person) {
  return std::any_of(graph.policy->appointments.begin(), graph.policy->appointments.end(),
                     [&](const policies::RoleAppointment& appointment) {
                       const std::string role = core::fold(appointment.role);
                       return role != "it-revisor" && role != "revisor" &&
                              holds(graph, person, role);
                     });
}

}  // namespace

bool Authority::may_answer_as(const std::string& reviewer) const {
  return !reviewer.empty() &&
         (reviewer == person_ ||
          std::binary_search(stands_in_for_.begin(), stands_in_for_.end(), reviewer));
}

Authority Authority::asked_as_leader() const {
  Authority asked = *this;
  asked.roles_.insert(ProductRole::leader);
  asked.roles_.erase(ProductRole::auditor);
  return asked;
}

core::Result<Authority> authority_of(const reconcile::AccessGraph& graph,
                                     const std::vector<core::Deputyship>& deputyships,
                                     Index person) {
  if (person == kNone || person >= graph.persons.size() || !graph.persons[person].current) {
    return refuse(core::ErrorKind::refused, Refusal::not_in_service);
  }
  Authority authority;
  const core::Thing thing = reconcile::thing_of_person(graph, person);
  authority.person_ = thing.key;
  authority.name_ = thing.label;
  authority.roles_.insert(ProductRole::user);
  const bool is_leader = leads_a_unit(graph, person);
  if (is_leader) authority.roles_.insert(ProductRole::leader);
  for (const auto& [appointment, role] : kAppointments) {
    if (holds(graph, person, appointment)) authority.roles_.insert(role);
  }
  for (const core::Deputyship& deputyship : in_force(graph, deputyships)) {
    if (deputyship.deputy == thing.key) authority.stands_in_for_.push_back(deputyship.leader);
  }
  std::sort(authority.stands_in_for_.begin(), authority.stands_in_for_.end());
  authority.stands_in_for_.erase(
      std::unique(authority.stands_in_for_.begin(), authority.stands_in_for_.end()),
      authority.stands_in_for_.end());
  if (is_leader || !authority.stands_in_for_.empty() || holds_other_appointment(graph, person)) {
    authority.roles_.erase(ProductRole::auditor);
  }
  return authority;
}

}  // namespace rettesnor::review
