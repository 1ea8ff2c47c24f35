// A privileged right on a daily account, in a system that has accounts for that.
#include "reconcile/checks/declarations.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "reconcile/draft.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile::checks {

namespace {

std::vector<std::uint8_t> systems_with_admin_accounts(const AccessGraph& graph) {
  std::vector<std::uint8_t> found(graph.systems.size(), 0);
  for (const AccountNode& account : graph.accounts) {
    if (account.kind == AccountKind::admin) found[account.system] = 1;
  }
  return found;
}

}  // namespace

Findings admin_on_daily(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  const auto has_admins = systems_with_admin_accounts(graph);
  std::vector<std::pair<Index, Index>> held;  // (account, entitlement)
  for (Index e = 0; e < graph.entitlements.size(); ++e) {
    if (!is_privileged(graph, e) || has_admins[graph.entitlements[e].system] == 0) continue;
    for (const Index a : graph.effective_accounts[e]) {
      const AccountNode& account = graph.accounts[a];
      if (!account.usable || account.kind != AccountKind::personal) continue;
      if (account.person != kNone) held.emplace_back(a, e);
    }
  }
  std::sort(held.begin(), held.end());
  for (auto it = held.begin(); it != held.end();) {
    const Index account = it->first;
    Draft draft(input, blank);
    draft.subject(thing_of_person(graph, graph.accounts[account].person))
        .object(thing_of_account(graph, account))
        .person(graph.accounts[account].person)
        .account(account);
    std::vector<std::string> rights;
    for (; it != held.end() && it->first == account; ++it) {
      rights.push_back(ref_of_entitlement(graph, it->second));
      if (rights.size() <= 4) draft.paths(explain(graph, account, it->second, 1));
    }
    findings.push_back(draft.note_all("rights", rights).done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
