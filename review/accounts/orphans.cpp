// Sorts open accounts by what is wrong with who stands behind them.
#include "review/accounts/orphans.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

#include "reconcile/acceptance.h"
#include "reconcile/account_kinds.h"
#include "review/orders/order_weighing.h"
#include "review/organisation/people.h"

namespace rettesnor::review {

using reconcile::AccessGraph;
using reconcile::LinkTier;

namespace {

/// Remote access itself, or a right in a system that is.
Orphan::Reach reach_of(const AccessGraph& graph, Index account) {
  const auto is_remote = [&](Index system) {
    const policies::System* rule = graph.systems[system].rule;
    return rule != nullptr && rule->remote_access;
  };
  if (is_remote(graph.accounts[account].system)) return Orphan::Reach::remote;
  for (Index right = 0; right < graph.entitlements.size(); ++right) {
    if (!is_remote(graph.entitlements[right].system)) continue;
    const auto holders = graph.effective_accounts[right];
    if (std::binary_search(holders.begin(), holders.end(), account)) return Orphan::Reach::remote;
  }
  return Orphan::Reach::inside;
}

std::optional<OrphanSituation> situation_of_person(const AccessGraph& graph, Index person) {
  const reconcile::PersonNode& node = graph.persons[person];
  if (node.released_at) return OrphanSituation::released;
  if (node.vanished_on && !node.dead) return OrphanSituation::vanished;
  if (node.current || !(node.left_on || node.dead)) return std::nullopt;
  if (node.employment_begin != node.employment_end) return OrphanSituation::left;
  if (is_elected(graph, person)) return OrphanSituation::mandate_ended;
  return OrphanSituation::vendor_ended;
}

std::optional<OrphanSituation> situation_of(const AccessGraph& graph, Index account) {
  const reconcile::AccountNode& node = graph.accounts[account];
  if (!node.usable || reconcile::kKeptAsMembers.has(node.kind)) return std::nullopt;
  if (node.person != kNone) return situation_of_person(graph, node.person);
  if (const auto acceptance = reconcile::acceptance_of(graph, account)) {
    if (acceptance->holds) return std::nullopt;
    return OrphanSituation::nobody;
  }
  switch (node.tier) {
    case LinkTier::nobody:
      return std::nullopt;  // a person said so
    case LinkTier::ambiguous:
    case LinkTier::spelling:
    case LinkTier::name_only:
      return OrphanSituation::unclear;
    default:
      return OrphanSituation::nobody;
  }
}

}  // namespace

std::vector<Orphan> orphans_of(const AccessGraph& graph) {
  std::vector<Orphan> orphans;
  for (Index account = 0; account < graph.accounts.size(); ++account) {
    const auto situation = situation_of(graph, account);
    if (!situation) continue;
    Orphan orphan;
    orphan.place = account;
    orphan.account = reconcile::thing_of_account(graph, account);
    orphan.situation = *situation;
    orphan.reach = reach_of(graph, account);
    const Index person = graph.accounts[account].person;
    if (person != kNone) {
      orphan.person = reconcile::thing_of_person(graph, person);
      orphan.since = graph.persons[person].left_on;
      if (is_elected(graph, person) || *situation == OrphanSituation::vanished)
        orphan.closing = Orphan::Closing::person;
    } else {
      orphan.closing = Orphan::Closing::person;
    }
    orphans.push_back(std::move(orphan));
  }
  std::sort(orphans.begin(), orphans.end(), [](const Orphan& a, const Orphan& b) {
    const auto rank = [](const Orphan& each) {
      return std::tuple(each.reach == Orphan::Reach::remote ? 0 : 1, each.situation,
                        std::string_view(each.account.ref));
    };
    return rank(a) < rank(b);
  });
  return orphans;
}

std::vector<AcceptedAccount> accepted_of(const AccessGraph& graph) {
  std::vector<AcceptedAccount> lines;
  for (Index account = 0; account < graph.accounts.size(); ++account) {
    const reconcile::AccountNode& node = graph.accounts[account];
    if (node.accepted == nullptr || node.person != kNone || !node.usable) continue;
    const auto acceptance = reconcile::acceptance_of(graph, account);
    AcceptedAccount line;
    line.account = reconcile::thing_of_account(graph, account);
    if (node.answers_for_it != kNone) line.answers = person_view(graph, node.answers_for_it);
    line.until = *node.accepted->accepted_until;
    line.reason = node.accepted->reason;
    line.decided_by = node.accepted->decided_by;
    line.decided_at = node.accepted->decided_at;
    line.holds = acceptance && acceptance->holds;
    lines.push_back(std::move(line));
  }
  std::sort(lines.begin(), lines.end(), [](const AcceptedAccount& a, const AcceptedAccount& b) {
    return std::tie(a.until, a.account.ref) < std::tie(b.until, b.account.ref);
  });
  return lines;
}

}  // namespace rettesnor::review
