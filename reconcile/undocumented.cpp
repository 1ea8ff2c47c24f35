// Decides between "not documented" and "outside the process".
#include "reconcile/undocumented.h"

#include <algorithm>
#include <utility>

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

std::vector<UnruledRight> unruled_rights(const CheckInput& input) {
  const AccessGraph& graph = input.graph;
  std::vector<UnruledRight> by_right(graph.entitlements.size());
  input.expected.each({Verdict::unexplained}, [&](const Standing& standing) {
    if (!answers_for_rights(graph, standing.person)) return;
    UnruledRight& right = by_right[standing.entitlement];
    ++right.holders;
    if (is_out_of_band(input, standing)) {
      right.out_of_band = true;
      if (first_seen(input, standing.person, standing.entitlement)) {
        right.newcomers.push_back(standing.person);
      }
    }
    const auto row = graph.entitlements_of_person[standing.person];
    const auto at = std::lower_bound(row.begin(), row.end(), standing.entitlement) - row.begin();
    right.has_direct |= graph.held_directly[graph.entitlements_of_person.begin[standing.person] +
                                            static_cast<std::size_t>(at)];
  });
  std::vector<UnruledRight> out;
  for (Index e = 0; e < by_right.size(); ++e) {
    by_right[e].entitlement = e;
    if (by_right[e].holders > 0) out.push_back(std::move(by_right[e]));
  }
  return out;
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
