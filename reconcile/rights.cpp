// Looks rights up in the sorted arrays of the graph.
#include "reconcile/rights.h"

#include <algorithm>
#include <map>

namespace rettesnor::reconcile {
namespace {

/// Looks for the way whose newest membership is oldest, from the asked right down to the account.
class FirstSight {
 public:
  FirstSight(const AccessGraph& graph, const ObservedFacts& facts, Index account)
      : graph_(graph), facts_(facts), account_(account) {}

  /// Moment from which the account had `entitlement`; Timestamp::min() for "from the first pull",
  /// empty when there is no way without going in a ring.
  std::optional<Timestamp> at(Index entitlement) {
    if (const auto known = known_.find(entitlement); known != known_.end()) return known->second;
    known_[entitlement] = std::nullopt;  // a ring leads nowhere new
    std::optional<Timestamp> best;
    const auto direct = graph_.direct_accounts[entitlement];
    if (std::binary_search(direct.begin(), direct.end(), account_)) {
      best = graph_.member_since(entitlement, account_).value_or(Timestamp::min());
    }
    for (const Index child : graph_.child_entitlements[entitlement]) {
      if (!has_right(graph_, account_, child)) continue;
      const auto below = at(child);
      if (!below) continue;
      const Timestamp way = std::max(*below, nested_since(entitlement, child));
      best = best ? std::min(*best, way) : way;
    }
    known_[entitlement] = best;
    return best;
  }

 private:
  Timestamp nested_since(Index outer, Index inner) const {
    return facts_.nested_since(outer, inner).value_or(Timestamp::min());
  }

  const AccessGraph& graph_;
  const ObservedFacts& facts_;
  Index account_;
  std::map<Index, std::optional<Timestamp>> known_;
};

}  // namespace

bool is_privileged(const AccessGraph& graph, Index entitlement) {
  const auto* const rule = graph.entitlements[entitlement].rule;
  return rule != nullptr && rule->privileged;
}

bool is_review_exempt(const AccessGraph& graph, Index entitlement) {
  const auto* const rule = graph.entitlements[entitlement].rule;
  return rule != nullptr && rule->review_exempt;
}

bool is_sensitive(const AccessGraph& graph, Index entitlement) {
  const auto* const rule = graph.entitlements[entitlement].rule;
  return rule != nullptr && (rule->sensitive || rule->extra_sensitive);
}

std::string_view owner_as_told(const AccessGraph& graph, Index entitlement) {
  const EntitlementNode& node = graph.entitlements[entitlement];
  if (node.rule != nullptr && !node.rule->owner.empty()) return node.rule->owner;
  if (node.object != kNone) {
    const core::RecordView record(graph.snapshot->objects[node.object].record);
    if (const auto told = record.get(core::Attribute::owner); !told.empty()) return told;
  }
  const policies::System* system = graph.systems[node.system].rule;
  return system == nullptr ? std::string_view{} : std::string_view(system->owner);
}

bool weighs_as_sensitive(const AccessGraph& graph, Index entitlement) {
  if (is_sensitive(graph, entitlement)) return true;
  const auto* const system = graph.systems[graph.entitlements[entitlement].system].rule;
  return system != nullptr && system->classification == policies::Classification::special;
}

bool has_right(const AccessGraph& graph, Index account, Index entitlement) {
  const auto accounts = graph.effective_accounts[entitlement];
  return std::binary_search(accounts.begin(), accounts.end(), account);
}

std::vector<Index> usable_accounts_with(const AccessGraph& graph, Index person, Index entitlement) {
  std::vector<Index> found;
  for (const Index account : graph.accounts_of_person[person]) {
    if (graph.accounts[account].usable && has_right(graph, account, entitlement)) {
      found.push_back(account);
    }
  }
  return found;
}

std::vector<core::Path> paths_to(const AccessGraph& graph, Index person, Index entitlement,
                                 std::size_t limit) {
  std::vector<core::Path> paths;
  for (const Index account : usable_accounts_with(graph, person, entitlement)) {
    if (paths.size() >= limit) break;
    for (core::Path& path : explain(graph, account, entitlement, limit - paths.size())) {
      paths.push_back(std::move(path));
    }
  }
  return paths;
}

std::span<const GrantNode> grants_of(const AccessGraph& graph, Index entitlement, Index account) {
  const auto key = std::pair(entitlement, account);
  const auto of = [](const GrantNode& grant) {
    return std::pair(grant.entitlement, grant.account);
  };
  const auto begin =
      std::lower_bound(graph.grants.begin(), graph.grants.end(), key,
                       [&](const GrantNode& grant, const auto& k) { return of(grant) < k; });
  auto end = begin;
  while (end != graph.grants.end() && of(*end) == key) ++end;
  return {begin, end};
}

Csr entitlements_of_accounts(const AccessGraph& graph, std::span<const Index> accounts) {
  Csr rights;
  rights.begin.assign(accounts.size() + 1, 0);
  if (accounts.empty()) return rights;
  std::vector<Index> row_of(graph.accounts.size(), kNone);
  for (Index row = 0; row < accounts.size(); ++row) row_of[accounts[row]] = row;
  std::vector<std::pair<Index, Index>> found;
  for (Index e = 0; e < graph.entitlements.size(); ++e) {
    for (const Index account : graph.effective_accounts[e]) {
      if (row_of[account] != kNone) found.emplace_back(row_of[account], e);
    }
  }
  std::sort(found.begin(), found.end());
  for (const auto& [row, e] : found) {
    ++rights.begin[row + 1];
    rights.values.push_back(e);
  }
  for (std::size_t i = 1; i < rights.begin.size(); ++i) rights.begin[i] += rights.begin[i - 1];
  return rights;
}

std::optional<Timestamp> right_first_seen(const AccessGraph& graph, const ObservedFacts& facts,
                                          Index account, Index entitlement) {
  const auto since = FirstSight(graph, facts, account).at(entitlement);
  if (!since || *since == Timestamp::min()) return std::nullopt;
  return since;
}

std::vector<std::string> account_refs(const AccessGraph& graph, std::span<const Index> accounts) {
  std::vector<std::string> refs;
  for (const Index account : accounts) refs.push_back(thing_of_account(graph, account).ref);
  return refs;
}

std::vector<SystemReach> systems_reached(const AccessGraph& graph, Index person) {
  std::vector<SystemReach> reached;
  // Entitlements are ordered by system name, and systems by name: rights of a system are together.
  for (const Index entitlement : graph.entitlements_of_person[person]) {
    const Index system = graph.entitlements[entitlement].system;
    if (reached.empty() || reached.back().system != system)
      reached.push_back({system, entitlement});
  }
  return reached;
}

}  // namespace rettesnor::reconcile
