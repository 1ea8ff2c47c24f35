// Whose rights are looked at: a person's, or those of an account that is nobody's.
#include "review/holder.h"

#include <algorithm>

#include "reconcile/rights.h"

namespace rettesnor::review {

std::vector<core::Index> usable_accounts_with(const reconcile::AccessGraph& graph,
                                              const Holder& holder, core::Index entitlement) {
  if (!holder.is_account()) {
    return reconcile::usable_accounts_with(graph, holder.person, entitlement);
  }
  const bool has = graph.accounts[holder.account].usable && has_right(graph, holder, entitlement);
  return has ? std::vector{holder.account} : std::vector<core::Index>{};
}

bool has_right(const reconcile::AccessGraph& graph, const Holder& holder, core::Index entitlement) {
  if (holder.is_account()) return reconcile::has_right(graph, holder.account, entitlement);
  const auto rights = graph.entitlements_of_person[holder.person];
  return std::binary_search(rights.begin(), rights.end(), entitlement);
}

}  // namespace rettesnor::review
