// Finds the ways in which an account comes to a right: shortest first, and no more than are asked
// for.
#include <algorithm>
#include <limits>
#include <queue>

#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {
namespace {

/// A group that lies on some way, and how many steps the asked right is above it at least.
struct Waypoint {
  Index entitlement;
  Index steps;
};

/// All groups through which the account can come to the right, ascending by entitlement.
std::vector<Waypoint> waypoints(const AccessGraph& graph, Index account, Index entitlement) {
  std::vector<Waypoint> found{{entitlement, 0}};
  std::vector<bool> seen(graph.entitlements.size());
  seen[entitlement] = true;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Waypoint at = found[i];
    for (const Index inner : graph.child_entitlements[at.entitlement]) {
      if (seen[inner] || !std::ranges::binary_search(graph.effective_accounts[inner], account))
        continue;
      seen[inner] = true;
      found.push_back({inner, at.steps + 1});
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Waypoint& a, const Waypoint& b) { return a.entitlement < b.entitlement; });
  return found;
}

/// The beginning of a way, from the account's own group upwards.
struct Beginning {
  std::size_t length;  ///< of the whole way, at least
  std::vector<Index> groups;
};
struct ComesLater {
  bool operator()(const Beginning& a, const Beginning& b) const {
    return a.length != b.length ? a.length > b.length : a.groups > b.groups;
  }
};

core::Path path_of(const AccessGraph& graph, Index account, const std::vector<Index>& groups) {
  core::Path out;
  const Index person = graph.accounts[account].person;
  if (person != kNone) out.push_back({"person", thing_of_person(graph, person).ref});
  out.push_back({"account", thing_of_account(graph, account).ref});
  for (const Index g : groups) out.push_back({"entitlement", thing_of_entitlement(graph, g).ref});
  return out;
}

}  // namespace

std::vector<core::Path> explain(const AccessGraph& graph, Index account, Index entitlement,
                                std::size_t limit) {
  std::vector<core::Path> out;
  if (limit == 0 || !std::ranges::binary_search(graph.effective_accounts[entitlement], account))
    return out;
  const std::vector<Waypoint> ways = waypoints(graph, account, entitlement);
  const auto waypoint = [&](Index e) -> const Waypoint* {
    const auto at =
        std::lower_bound(ways.begin(), ways.end(), e,
                         [](const Waypoint& w, Index wanted) { return w.entitlement < wanted; });
    return at == ways.end() || at->entitlement != e ? nullptr : &*at;
  };
  std::priority_queue<Beginning, std::vector<Beginning>, ComesLater> open;
  for (const Waypoint& w : ways) {
    if (std::ranges::binary_search(graph.direct_accounts[w.entitlement], account)) {
      open.push({w.steps + std::size_t{1}, {w.entitlement}});
    }
  }
  // Rings can hold very many dead ends for a few ways; whoever asks shall not wait for all of them.
  constexpr std::size_t kMostTries = 50'000;
  for (std::size_t tries = 0; !open.empty() && tries < kMostTries; ++tries) {
    const Beginning way = open.top();
    open.pop();
    if (way.groups.back() == entitlement) {
      out.push_back(path_of(graph, account, way.groups));
      if (out.size() == limit) break;
      continue;
    }
    for (const Index outer : graph.parent_entitlements[way.groups.back()]) {
      const Waypoint* next = waypoint(outer);
      if (next == nullptr) continue;
      if (std::find(way.groups.begin(), way.groups.end(), outer) != way.groups.end()) continue;
      Beginning longer{way.groups.size() + 1 + next->steps, way.groups};
      longer.groups.push_back(outer);
      open.push(std::move(longer));
    }
  }
  return out;
}

}  // namespace rettesnor::reconcile
