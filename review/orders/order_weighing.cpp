// Weighs an order by its target.
#include "review/orders/order_weighing.h"

#include <algorithm>

#include "review/campaigns/advice.h"
#include "review/orders/order_targets.h"

namespace rettesnor::review {

using reconcile::AccessGraph;

namespace {

/// What the order would take: the right, or everything the account has.
std::vector<Index> taken(const AccessGraph& graph, Index account, const core::Order& order) {
  if (!order.right.empty()) {
    const Index right = entitlement_with_key(graph, order.right);
    return right == kNone ? std::vector<Index>{} : std::vector<Index>{right};
  }
  std::vector<Index> rights;
  for (Index i = 0; account != kNone && i < graph.entitlements.size(); ++i) {
    const auto holders = graph.effective_accounts[i];
    if (std::binary_search(holders.begin(), holders.end(), account)) rights.push_back(i);
  }
  return rights;
}

bool is_last_holder(const AccessGraph& graph, Index person, Index right) {
  const policies::EntitlementRule* rule = graph.entitlements[right].rule;
  if (rule == nullptr || !(rule->critical || rule->min_holders)) return false;
  const auto people = graph.persons_of_entitlement[right];
  return people.size() == 1 && people.front() == person;
}

bool has_running_agreement(const AccessGraph& graph, Index person) {
  const reconcile::PersonNode& node = graph.persons[person];
  for (Index i = node.engagement_begin; i < node.engagement_end; ++i) {
    if (!graph.engagements[i].current) continue;
    for (const policies::Agreement& agreement : graph.policy->agreements) {
      if (agreement.vendor == graph.engagements[i].vendor && agreement.valid_from <= graph.today &&
          graph.today <= agreement.valid_to) {
        return true;
      }
    }
  }
  return false;
}

Sensitivity highest(const AccessGraph& graph, const std::vector<Index>& rights) {
  Sensitivity most = Sensitivity::ordinary;
  for (const Index right : rights) most = std::max(most, sensitivity_of(graph, right));
  return most;
}

core::Timestamp hours_later(core::Timestamp from, std::int64_t hours) {
  return from + std::chrono::hours(hours);
}

}  // namespace

bool is_elected(const AccessGraph& graph, Index person) {
  const reconcile::PersonNode& node = graph.persons[person];
  return node.mandate_begin != node.mandate_end;
}

std::vector<Risk> risks_of(const MomentFacts& facts, const core::Order& order) {
  const AccessGraph& graph = facts.graph();
  const Index account = account_of(graph, order);
  const Index person = facts.person(order.subject);
  const std::vector<Index> rights = taken(graph, account, order);
  std::vector<Risk> risks;
  if (highest(graph, rights) == Sensitivity::privileged) risks.push_back(Risk::privileged);
  if (person == kNone) return risks;
  if (std::any_of(rights.begin(), rights.end(),
                  [&](Index right) { return is_last_holder(graph, person, right); })) {
    risks.push_back(Risk::last_holder);
  }
  if (has_running_agreement(graph, person)) risks.push_back(Risk::vendor);
  if (is_elected(graph, person)) risks.push_back(Risk::elected);
  return risks;
}

int approvals_for(const MomentFacts& facts, const core::Order& order) {
  if (!order.risks.empty()) return 2;
  const AccessGraph& graph = facts.graph();
  const bool policy_may = graph.policy->threshold("orders_policy_approves", graph.today) == 1;
  const Index right = entitlement_with_key(graph, order.right);
  const bool plain = order.reason == core::OrderReason::decision &&
                     order.act == core::OrderAct::remove_member && right != kNone &&
                     sensitivity_of(graph, right) == Sensitivity::ordinary;
  return policy_may && plain ? 0 : 1;
}

core::Date working_days_later(core::Date day, int days) {
  while (days > 0) {
    day += core::Days{1};
    const std::chrono::weekday weekday{day};
    if (weekday != std::chrono::Saturday && weekday != std::chrono::Sunday) --days;
  }
  return day;
}

core::Timestamp deadline_of(const MomentFacts& facts, const core::Order& order,
                            core::Timestamp requested) {
  const AccessGraph& graph = facts.graph();
  const auto limit = [&](std::string_view name) {
    return graph.policy->threshold(name, graph.today);
  };
  const Index person = facts.person(order.subject);
  const Sensitivity most = highest(graph, taken(graph, account_of(graph, order), order));
  const bool is_released = person != kNone && graph.persons[person].released_at.has_value();
  if (order.reason == core::OrderReason::incident || is_released ||
      most == Sensitivity::privileged || most == Sensitivity::extra_sensitive) {
    return hours_later(requested, limit("orders_hours_urgent"));
  }
  const bool is_gone = person == kNone || !graph.persons[person].current;
  std::int64_t days = limit("orders_days_ordinary");
  if (most == Sensitivity::sensitive) days = limit("orders_days_sensitive");
  if (is_gone || (person != kNone && has_running_agreement(graph, person))) {
    days = limit("orders_days_leaver");
  }
  return graph.zone->end_of(
      working_days_later(graph.zone->date_of(requested), static_cast<int>(days)));
}

}  // namespace rettesnor::review
