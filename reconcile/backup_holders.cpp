// Decides whether one person is able to use one right.
#include "reconcile/backup_holders.h"

#include <algorithm>

#include "reconcile/person_state.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile {
namespace {

bool is_on_long_leave(const AccessGraph& graph, Index person) {
  const auto leave = current_leave(graph, person);
  const auto most = graph.policy->threshold("backup_max_leave_days", graph.today);
  return leave && lasts_longer_than(*leave, graph.today, most);
}

bool has_closed_account_with(const AccessGraph& graph, Index person, Index entitlement) {
  const auto accounts = graph.accounts_of_person[person];
  return std::any_of(accounts.begin(), accounts.end(), [&](Index account) {
    return !graph.accounts[account].usable && has_right(graph, account, entitlement);
  });
}

}  // namespace

bool needs_backup(const AccessGraph& graph, Index entitlement) {
  const auto* const rule = graph.entitlements[entitlement].rule;
  return rule != nullptr && (rule->critical || rule->min_holders);
}

std::int64_t least_holders(const AccessGraph& graph, Index entitlement) {
  const auto* const rule = graph.entitlements[entitlement].rule;
  return rule == nullptr ? 2 : rule->min_holders.value_or(2);
}

std::string_view why_not_able(const CheckInput& input, Index person, Index entitlement) {
  const AccessGraph& graph = input.graph;
  if (is_on_long_leave(graph, person)) return "orlov";
  if (!graph.persons[person].current) return "fratrådt";
  const auto accounts = usable_accounts_with(graph, person, entitlement);
  if (accounts.empty()) {
    return has_closed_account_with(graph, person, entitlement) ? "ingen aktiv konto"
                                                               : "har ikke rettigheden";
  }
  const auto limit = graph.policy->threshold("backup_login_days", graph.today);
  const bool is_in_use = std::any_of(accounts.begin(), accounts.end(), [&](Index account) {
    const auto unused = input.facts.certainly_unused_days(account);
    return !unused || *unused <= limit;
  });
  return is_in_use ? "" : "ikke logget på";
}

}  // namespace rettesnor::reconcile
