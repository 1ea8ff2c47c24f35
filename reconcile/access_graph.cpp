// Answers by name over the access graph, and what its nodes are called in findings.
#include "reconcile/access_graph.h"

#include <algorithm>
#include <tuple>

#include "core/text.h"

namespace rettesnor::reconcile {
namespace {

/// First row of an ascending column that is `wanted`; kNone when there is none.
template <class Rows, class TextOf>
Index first_row(const Rows& rows, std::string_view wanted, TextOf text_of) {
  const auto at =
      std::lower_bound(rows.begin(), rows.end(), wanted,
                       [&](const auto& row, std::string_view w) { return text_of(row) < w; });
  if (at == rows.end() || text_of(*at) != wanted) return kNone;
  return static_cast<Index>(at - rows.begin());
}

/// "#2", "#3" for the later ones of rows that would have one key; empty for the first.
template <class Same>
std::string ordinal(Index row, Same same_as_before) {
  Index nth = 1;
  while (row > 0 && same_as_before(row)) {
    --row;
    ++nth;
  }
  return nth == 1 ? std::string() : "#" + std::to_string(nth);
}

std::string system_of_object(const AccessGraph& graph, Index object) {
  return graph.snapshot->sources[graph.object(object).source].system;
}

template <class Node>
bool is_to_come(const Node& node, Date today) {
  return node.start && *node.start > today;
}

template <class Node>
std::optional<Date> over_since(const AccessGraph& graph, const Node& node) {
  const Date latest = (node.gone ? std::min(*node.gone, graph.today) : graph.today) - core::Days(1);
  if (!node.end || *node.end >= graph.today) return latest;
  return node.gone ? *node.end : std::min(*node.end, latest);
}

}  // namespace

Index AccessGraph::person_by_employee_no(std::string_view employee_no) const {
  Index person = kNone;
  bool several = false;
  employee_no_index.each(
      employee_no, [this](Index e) { return employments[e].employee_no; },
      [&](Index e) {
        several |= person != kNone && person != employments[e].person;
        person = employments[e].person;
      });
  return several ? kNone : person;
}

Index AccessGraph::person_by_id(std::string_view id) const {
  return first_row(persons, id, [](const PersonNode& p) { return p.id; });
}

Index AccessGraph::unit_by_id(std::string_view id) const {
  return first_row(units, id, [](const UnitNode& u) { return u.id; });
}

Index AccessGraph::unit_meant(std::string_view id) const {
  const Index unit = unit_by_id(id);
  if (unit != kNone && is_told(units[unit].object)) return unit;
  for (const policies::UnitSuccession& row : policy->reorganisations) {
    if (row.from != id) continue;
    const Index next = unit_by_id(row.to);
    if (next != kNone && is_told(units[next].object)) return next;
  }
  return unit;
}

Index AccessGraph::system_by_name(std::string_view name) const {
  const Index exact = first_row(systems, name, [](const SystemNode& s) { return s.name; });
  if (exact != kNone) return exact;
  for (Index s = 0; s < systems.size(); ++s) {
    if (folded_equal(systems[s].name, name)) return s;
  }
  return kNone;
}

Index AccessGraph::account_by_login(std::string_view system, std::string_view login) const {
  const Index s = system_by_name(system);
  if (s == kNone) return kNone;
  const bool by_case = systems[s].rule != nullptr && systems[s].rule->case_sensitive_logins;
  Index found = kNone;
  login_index.each(
      login, [this](Index a) { return accounts[a].login; },
      [&](Index a) {
        if (accounts[a].system == s && (!by_case || accounts[a].login == login)) {
          found = std::min(found, a);
        }
      });
  return found;
}

Index AccessGraph::binding_of(const policies::EntitlementRef& ref) const {
  if (!ref.id.empty()) return kNone;
  const auto& bindings = snapshot->bindings;
  const auto at = std::lower_bound(bindings.begin(), bindings.end(), std::tie(ref.system, ref.name),
                                   [](const core::NameBinding& b, const auto& wanted) {
                                     return std::tie(b.system, b.name) < wanted;
                                   });
  if (at == bindings.end() || at->system != ref.system || at->name != ref.name) return kNone;
  const auto b = static_cast<Index>(at - bindings.begin());
  return bound_rights[b] == kNotHeld ? kNone : b;
}

std::vector<Index> AccessGraph::entitlements_named(const policies::EntitlementRef& ref) const {
  const Index binding = binding_of(ref);
  if (binding == kNone) return entitlements_called(ref);
  const Index right = bound_rights[binding];
  return right == kNone ? std::vector<Index>{} : std::vector<Index>{right};
}

std::vector<Index> AccessGraph::entitlements_called(const policies::EntitlementRef& ref) const {
  std::vector<Index> out;
  const Index system = system_by_name(ref.system);
  if (system == kNone) return out;
  if (ref.name == "*") {
    const auto range = std::equal_range(
        entitlements.begin(), entitlements.end(),
        EntitlementNode{{}, {}, kNone, system, nullptr, {}},
        [](const EntitlementNode& a, const EntitlementNode& b) { return a.system < b.system; });
    for (auto e = range.first; e != range.second; ++e) {
      out.push_back(static_cast<Index>(e - entitlements.begin()));
    }
    return out;
  }
  if (!ref.id.empty()) {
    // Few rules name an id, so that they need no index.
    for (Index e = 0; e < entitlements.size(); ++e) {
      if (entitlements[e].system == system && entitlements[e].natural_id == ref.id)
        out.push_back(e);
    }
    return out;
  }
  bool exact = false;
  entitlement_index.each(
      ref.name, [this](Index e) { return entitlements[e].name; },
      [&](Index e) {
        if (entitlements[e].system != system) return;
        exact |= entitlements[e].name == ref.name;
        out.push_back(e);
      });
  if (exact) std::erase_if(out, [&](Index e) { return entitlements[e].name != ref.name; });
  std::sort(out.begin(), out.end());
  return out;
}

const GrantNode* AccessGraph::grant(Index entitlement, Index account) const {
  const auto at = std::lower_bound(grants.begin(), grants.end(), std::pair(entitlement, account),
                                   [](const GrantNode& g, const std::pair<Index, Index>& key) {
                                     return std::pair(g.entitlement, g.account) < key;
                                   });
  if (at == grants.end() || at->entitlement != entitlement || at->account != account)
    return nullptr;
  return &*at;
}

bool AccessGraph::is_unit_under(Index unit, Index ancestor) const {
  if (ancestor == kNone) return false;
  // Units that are each other's parents must not keep us here.
  for (std::size_t steps = 0; unit != kNone && steps <= units.size(); ++steps) {
    if (unit == ancestor) return true;
    unit = units[unit].parent;
  }
  return false;
}

std::optional<Timestamp> AccessGraph::member_since(Index entitlement, Index account) const {
  const std::uint64_t key = (std::uint64_t{entitlement} << 32) | account;
  const auto at =
      std::lower_bound(since_index.begin(), since_index.end(), std::pair(key, Timestamp{}),
                       [](const auto& a, const auto& b) { return a.first < b.first; });
  if (at == since_index.end() || at->first != key) return std::nullopt;
  return at->second;
}

std::optional<Date> ended_on(const AccessGraph& graph, const EmploymentNode& e) {
  if (e.current) return std::nullopt;
  const bool certain = e.status == EmploymentStatus::dead || e.status == EmploymentStatus::left;
  const bool to_come =
      is_to_come(e, graph.today) || (e.status == EmploymentStatus::future && !e.start && !e.end);
  if (e.status != EmploymentStatus::dead && to_come) return std::nullopt;
  if (!e.end && !certain && e.word == Word::told) return std::nullopt;
  return over_since(graph, e);
}
std::optional<Date> ended_on(const AccessGraph& graph, const MandateNode& m) {
  if (m.current || is_to_come(m, graph.today)) return std::nullopt;
  return over_since(graph, m);
}
std::optional<Date> ended_on(const AccessGraph& graph, const EngagementNode& g) {
  if (g.current || is_to_come(g, graph.today)) return std::nullopt;
  return over_since(graph, g);
}

core::Thing thing_of_person(const AccessGraph& graph, Index person) {
  const PersonNode& p = graph.persons[person];
  const std::string system = system_of_object(graph, p.object);
  const auto same = [&](Index i) {
    return graph.persons[i].id == graph.persons[i - 1].id &&
           system_of_object(graph, graph.persons[i].object) ==
               system_of_object(graph, graph.persons[i - 1].object);
  };
  return {"person", system + "/" + std::string(p.id) + ordinal(person, same), std::string(p.id),
          std::string(p.name.empty() ? p.id : p.name)};
}

core::Thing thing_of_account(const AccessGraph& graph, Index account) {
  const AccountNode& a = graph.accounts[account];
  const std::string system(graph.systems[a.system].name);
  const auto same = [&](Index i) {
    return graph.accounts[i].system == graph.accounts[i - 1].system &&
           graph.accounts[i].natural_id == graph.accounts[i - 1].natural_id;
  };
  std::string label(a.login);
  if (!a.name.empty()) label = std::string(a.name) + " (" + label + ")";
  return {"account", system + "/" + std::string(a.natural_id) + ordinal(account, same),
          system + "/" + std::string(a.login), std::move(label)};
}

core::Thing thing_of_entitlement(const AccessGraph& graph, Index entitlement) {
  const EntitlementNode& e = graph.entitlements[entitlement];
  const std::string system(graph.systems[e.system].name);
  const auto same = [&](Index i) {
    const EntitlementNode& x = graph.entitlements[i];
    const EntitlementNode& y = graph.entitlements[i - 1];
    return std::tie(x.system, x.name, x.natural_id) == std::tie(y.system, y.name, y.natural_id);
  };
  const std::string ref = system + ":" + std::string(e.name);
  return {"entitlement", system + ":" + std::string(e.natural_id) + ordinal(entitlement, same), ref,
          std::string(e.name)};
}

core::Thing thing_of_unit(const AccessGraph& graph, Index unit) {
  const UnitNode& u = graph.units[unit];
  const std::string id(u.id);
  return {"unit", id, id, std::string(u.name.empty() ? u.id : u.name)};
}

core::Thing thing_of_system(const AccessGraph& graph, Index system) {
  const std::string name(graph.systems[system].name);
  return {"system", name, name, name};
}

}  // namespace rettesnor::reconcile
