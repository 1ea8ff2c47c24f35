// Decides between "not documented" and "outside the process".
#include "reconcile/undocumented.h"

#include <algorithm>

#include "reconcile/person_state.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile {

bool answers_for_rights(const AccessGraph& graph, Index person) {
  return has_current_employment(graph, person) || has_current_mandate(graph, person);
}

bool is_out_of_band(const CheckInput& input, const Standing& standing) {
  if (is_privileged(input.graph, standing.entitlement)) return true;
  return is_sensitive(input.graph, standing.entitlement) &&
         first_seen(input, standing.person, standing.entitlement);
}

std::optional<Timestamp> first_seen(const CheckInput& input, Index person, Index entitlement) {
  std::optional<Timestamp> earliest;
  for (const Index account : usable_accounts_with(input.graph, person, entitlement)) {
    const auto since = right_first_seen(input.graph, input.facts, account, entitlement);
    if (!since) return std::nullopt;
    earliest = earliest ? std::min(*earliest, *since) : *since;
  }
  return earliest;
}

}  // namespace rettesnor::reconcile
