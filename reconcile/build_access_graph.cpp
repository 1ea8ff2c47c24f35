// Builds the access graph step by step: who exists, whose is what, who reaches what.
#include <algorithm>

#include "reconcile/access_graph.h"
#include "reconcile/case_numbers.h"
#include "reconcile/correlate.h"
#include "reconcile/expand.h"
#include "reconcile/foreign_principals.h"
#include "reconcile/object_finder.h"
#include "reconcile/read_accounts.h"
#include "reconcile/read_people.h"
#include "reconcile/read_systems.h"

namespace rettesnor::reconcile {
namespace {

/// The newest time at which each membership was seen to begin.
void index_changes(AccessGraph& graph) {
  for (const core::MembershipChange& c : graph.snapshot->changes) {
    if (c.what != core::MembershipChange::What::added || c.member == kNone) continue;
    const Index entitlement = graph.entitlement_of_object[c.entitlement];
    const Index account = graph.account_of_object[c.member];
    if (entitlement == kNone || account == kNone) continue;
    graph.since_index.emplace_back((std::uint64_t{entitlement} << 32) | account, c.seen);
  }
  std::sort(graph.since_index.begin(), graph.since_index.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second > b.second;
  });
  const auto repeated =
      std::unique(graph.since_index.begin(), graph.since_index.end(),
                  [](const auto& a, const auto& b) { return a.first == b.first; });
  graph.since_index.erase(repeated, graph.since_index.end());
}

}  // namespace

AccessGraph build_access_graph(const core::Snapshot& snapshot, const policies::Policy& policy,
                               const core::LocalZone& zone, Timestamp now) {
  AccessGraph graph;
  graph.snapshot = &snapshot;
  graph.policy = &policy;
  graph.zone = &zone;
  graph.now = now;
  graph.today = zone.date_of(now);
  {
    ObjectFinder finder(snapshot);
    read_systems(graph);
    const ToldPersons told = read_people(graph, finder);
    read_accounts(graph, finder);
    link_accounts(graph, told, finder);
    read_entitlements(graph, finder);
    join_foreign_principals(graph);
    judge_case_numbers(graph);
  }  // its tables are not needed while the large ones are made
  index_changes(graph);
  read_memberships(graph);
  expand(graph);
  index_holders(graph);
  return graph;
}

}  // namespace rettesnor::reconcile
