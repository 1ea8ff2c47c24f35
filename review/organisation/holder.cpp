// Whose rights are looked at: a person's, an account's that is nobody's, or what a role gives.
#include "review/organisation/holder.h"

#include <algorithm>

#include "reconcile/rights.h"

namespace rettesnor::review {

std::string role_key(const policies::RolePolicy& role) {
  return "role:" + role.id;
}

std::vector<core::Index> rights_of_role(const reconcile::AccessGraph& graph, core::Index role) {
  std::vector<core::Index> rights;
  const policies::RolePolicy& policy = graph.policy->roles[role];
  for (const auto* refs : {&policy.expected, &policy.allowed}) {
    for (const policies::EntitlementRef& ref : *refs) {
      for (const core::Index right : graph.entitlements_named(ref)) {
        if (graph.entitlements[right].object != core::kNone) rights.push_back(right);
      }
    }
  }
  std::sort(rights.begin(), rights.end());
  rights.erase(std::unique(rights.begin(), rights.end()), rights.end());
  return rights;
}

std::vector<core::Index> usable_accounts_with(const reconcile::AccessGraph& graph,
                                              const Holder& holder, core::Index entitlement) {
  if (holder.is_role()) return {};
  if (holder.is_person()) {
    return reconcile::usable_accounts_with(graph, holder.person, entitlement);
  }
  const bool has = graph.accounts[holder.account].usable && has_right(graph, holder, entitlement);
  return has ? std::vector{holder.account} : std::vector<core::Index>{};
}

bool has_right(const reconcile::AccessGraph& graph, const Holder& holder, core::Index entitlement) {
  if (holder.is_account()) return reconcile::has_right(graph, holder.account, entitlement);
  if (holder.is_role()) {
    const std::vector<core::Index> given = rights_of_role(graph, holder.role);
    return std::binary_search(given.begin(), given.end(), entitlement);
  }
  const auto rights = graph.entitlements_of_person[holder.person];
  return std::binary_search(rights.begin(), rights.end(), entitlement);
}

}  // namespace rettesnor::review
