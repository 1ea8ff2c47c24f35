// Works out what an order takes away, and refuses what must never be touched.
#include "review/orders/order_targets.h"

#include <algorithm>
#include <map>
#include <utility>

#include "review/refusal.h"

namespace rettesnor::review {

using reconcile::AccessGraph;
using reconcile::AccountKind;

namespace {

const core::SnapshotSource& source_of(const AccessGraph& graph, Index account) {
  const core::SnapshotObject& object = graph.snapshot->objects[graph.accounts[account].object];
  return graph.snapshot->sources[object.source];
}

core::Order order_on(const AccessGraph& graph, const WritableSources& writable, Index account,
                     core::OrderAct act) {
  const reconcile::AccountNode& node = graph.accounts[account];
  core::Order order;
  order.source = source_of(graph, account).name;
  order.act = writable.contains(order.source) ? act : core::OrderAct::manual;
  order.system = graph.systems[node.system].name;
  order.account = node.natural_id;
  order.account_ref = reconcile::thing_of_account(graph, account).ref;
  order.expected_login = node.login;
  if (node.person != kNone) order.subject = reconcile::thing_of_person(graph, node.person).key;
  return order;
}

bool is_direct(const AccessGraph& graph, Index account, Index right) {
  const auto members = graph.direct_accounts[right];
  return std::binary_search(members.begin(), members.end(), account);
}

/// Does a source hold this membership, so that it can be ended there?
bool is_told(const AccessGraph& graph, Index inner_object, Index group) {
  const Index outer = graph.entitlements[group].object;
  if (inner_object == kNone || outer == kNone) return false;
  const auto members = graph.snapshot->members_of(outer);
  return std::binary_search(members.begin(), members.end(), inner_object);
}

std::size_t rights_above(const AccessGraph& graph, Index group) {
  std::set<Index> seen;
  std::vector<Index> open{group};
  while (!open.empty()) {
    const Index next = open.back();
    open.pop_back();
    for (const Index parent : graph.parent_entitlements[next]) {
      if (seen.insert(parent).second) open.push_back(parent);
    }
  }
  seen.erase(group);
  return seen.size();
}

std::size_t people_of(const AccessGraph& graph, Index group, Index but) {
  std::set<Index> people;
  for (const Index account : graph.effective_accounts[group]) {
    const Index person = graph.accounts[account].person;
    if (graph.accounts[account].usable && person != kNone) people.insert(person);
  }
  people.erase(but);
  return people.size();
}

Index entitlement_by_ref(const AccessGraph& graph, const std::string& ref) {
  for (Index i = 0; i < graph.entitlements.size(); ++i) {
    if (reconcile::thing_of_entitlement(graph, i).ref == ref) return i;
  }
  return kNone;
}

/// Rights of which the account is the last usable holder and that the policy calls privileged.
Index last_privileged(const AccessGraph& graph, Index account, Index only) {
  for (Index right = 0; right < graph.entitlements.size(); ++right) {
    if (only != kNone && right != only) continue;
    const policies::EntitlementRule* rule = graph.entitlements[right].rule;
    if (rule == nullptr || !rule->privileged) continue;
    const auto holders = graph.effective_accounts[right];
    if (!std::binary_search(holders.begin(), holders.end(), account)) continue;
    const auto usable = std::count_if(holders.begin(), holders.end(), [&](Index each) {
      return graph.accounts[each].usable && each != account;
    });
    if (graph.accounts[account].usable && usable == 0) return right;
  }
  return kNone;
}

}  // namespace

Index account_with_key(const AccessGraph& graph, const std::string& key) {
  for (Index i = 0; i < graph.accounts.size(); ++i) {
    const reconcile::AccountNode& node = graph.accounts[i];
    if (key.find(node.natural_id) != std::string::npos &&
        reconcile::thing_of_account(graph, i).key == key) {
      return i;
    }
  }
  return kNone;
}

Index entitlement_with_key(const AccessGraph& graph, const std::string& key) {
  for (Index i = 0; i < graph.entitlements.size(); ++i) {
    if (reconcile::thing_of_entitlement(graph, i).key == key) return i;
  }
  return kNone;
}

Index account_of(const AccessGraph& graph, const core::Order& order) {
  for (Index i = 0; i < graph.accounts.size(); ++i) {
    const reconcile::AccountNode& node = graph.accounts[i];
    if (node.natural_id == order.account && graph.systems[node.system].name == order.system) {
      return i;
    }
  }
  return kNone;
}

std::string show(const core::Path& path) {
  std::string text;
  for (const core::PathStep& step : path) text += (text.empty() ? "" : " → ") + step.ref;
  return text;
}

Index owner_of_group(const AccessGraph& graph, Index group) {
  const reconcile::EntitlementNode& node = graph.entitlements[group];
  std::string told = node.rule == nullptr ? "" : node.rule->owner;
  if (told.empty() && node.object != kNone) {
    told =
        core::RecordView(graph.snapshot->objects[node.object].record).get(core::Attribute::owner);
  }
  return told.empty() ? kNone : graph.person_by_employee_no(told);
}

std::vector<WayOut> ways_out(const AccessGraph& graph, Index account, Index right) {
  std::vector<WayOut> ways;
  std::set<std::pair<Index, Index>> known;
  for (const core::Path& path : reconcile::explain(graph, account, right, 8)) {
    std::vector<Index> groups;
    for (const core::PathStep& step : path) {
      if (step.kind == "entitlement") groups.push_back(entitlement_by_ref(graph, step.ref));
    }
    if (groups.size() < 2 || std::find(groups.begin(), groups.end(), kNone) != groups.end()) {
      continue;
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const Index inner = i == 0 ? kNone : groups[i - 1];
      const Index object =
          i == 0 ? graph.accounts[account].object : graph.entitlements[inner].object;
      if (!is_told(graph, object, groups[i]) || !known.insert({inner, groups[i]}).second) continue;
      WayOut way{inner, groups[i], path, owner_of_group(graph, groups[i]), 0, 0};
      way.people = inner == kNone ? 0 : people_of(graph, inner, graph.accounts[account].person);
      const std::size_t above = rights_above(graph, groups[i]) + 1;
      way.rights = above > 1 ? above - 1 : 0;
      ways.push_back(std::move(way));
    }
  }
  std::stable_sort(ways.begin(), ways.end(),
                   [](const WayOut& a, const WayOut& b) { return a.people < b.people; });
  return ways;
}

std::vector<core::Order> orders_to_remove(const AccessGraph& graph, const WritableSources& writable,
                                          Index account, Index right) {
  std::vector<core::Order> orders;
  const auto holders = graph.effective_accounts[right];
  if (!std::binary_search(holders.begin(), holders.end(), account)) return orders;
  const core::Thing wanted = reconcile::thing_of_entitlement(graph, right);
  if (is_direct(graph, account, right)) {
    core::Order order = order_on(graph, writable, account, core::OrderAct::remove_member);
    order.right = wanted.key;
    order.right_ref = wanted.ref;
    if (order.act == core::OrderAct::remove_member) {
      order.group = graph.entitlements[right].natural_id;
      order.group_ref = wanted.ref;
    } else {
      order.instruction = order.account_ref + " ✕ " + wanted.ref;
    }
    orders.push_back(std::move(order));
  }
  const auto paths = reconcile::explain(graph, account, right, 8);
  std::string nested;
  for (const core::Path& path : paths) {
    const auto groups = std::count_if(path.begin(), path.end(), [](const core::PathStep& step) {
      return step.kind == "entitlement";
    });
    if (groups > 1) nested += (nested.empty() ? "" : "\n") + show(path);
  }
  if (nested.empty()) return orders;
  core::Order choice = order_on(graph, writable, account, core::OrderAct::choose);
  choice.act = core::OrderAct::choose;
  choice.right = wanted.key;
  choice.right_ref = wanted.ref;
  choice.instruction = nested;
  orders.push_back(std::move(choice));
  return orders;
}

core::Order order_to_disable(const AccessGraph& graph, const WritableSources& writable,
                             Index account) {
  core::Order order = order_on(graph, writable, account, core::OrderAct::disable_account);
  if (order.act == core::OrderAct::manual) order.instruction = order.account_ref + " ✕";
  return order;
}

core::Order order_to_strip(const AccessGraph& graph, const WritableSources& writable,
                           Index account) {
  core::Order order = order_on(graph, writable, account, core::OrderAct::strip_groups);
  if (order.act == core::OrderAct::manual) order.instruction = order.account_ref + " ✕ *";
  return order;
}

core::Result<void> check_unprotected(const AccessGraph& graph, const core::Order& order) {
  const Index account = account_of(graph, order);
  if (account == kNone) return {};
  const reconcile::AccountNode& node = graph.accounts[account];
  const std::map<std::string, std::string> values = {{"account", order.account_ref}};
  const std::string registered = node.registered == nullptr ? "" : node.registered->kind;
  if (node.kind == AccountKind::breakglass || registered == "breakglass") {
    return refuse(core::ErrorKind::refused, Refusal::order_protected_breakglass, values);
  }
  if (node.kind == AccountKind::service || node.kind == AccountKind::robot ||
      registered == "service" || registered == "robot") {
    return refuse(core::ErrorKind::refused, Refusal::order_protected_service, values);
  }
  const bool is_whole_account = order.right.empty();
  const Index right = is_whole_account ? kNone : entitlement_with_key(graph, order.right);
  if (!is_whole_account && right == kNone) return {};
  const Index last = last_privileged(graph, account, right);
  if (last == kNone) return {};
  return refuse(core::ErrorKind::refused, Refusal::order_protected_last,
                {{"account", order.account_ref},
                 {"right", reconcile::thing_of_entitlement(graph, last).ref}});
}

}  // namespace rettesnor::review
