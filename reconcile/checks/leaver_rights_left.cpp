// A closed account of a person who left still is a member of something.
#include "reconcile/checks/declarations.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "reconcile/draft.h"
#include "reconcile/person_state.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile::checks {

namespace {

/// The closed accounts of people who left; ascending.
std::vector<Index> closed_accounts_of_leavers(const CheckInput& input) {
  const AccessGraph& graph = input.graph;
  std::vector<Index> closed;
  for (Index a = 0; a < graph.accounts.size(); ++a) {
    const AccountNode& account = graph.accounts[a];
    if (account.usable || account.person == kNone) continue;
    const bool asked = input.seems_returned(account.person);
    if (has_left(graph, account.person) && !asked) closed.push_back(a);
  }
  return closed;
}

}  // namespace

Findings leaver_rights_left(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  const std::vector<Index> closed = closed_accounts_of_leavers(input);
  if (closed.empty()) return findings;
  std::vector<std::uint8_t> is_asked(graph.accounts.size(), 0);
  for (const Index account : closed) is_asked[account] = 1;
  std::vector<std::pair<Index, Index>> memberships;
  for (Index e = 0; e < graph.entitlements.size(); ++e) {
    if (is_review_exempt(graph, e)) continue;
    for (const Index account : graph.direct_accounts[e]) {
      if (is_asked[account] != 0) memberships.emplace_back(account, e);
    }
  }
  std::sort(memberships.begin(), memberships.end());
  for (auto it = memberships.begin(); it != memberships.end();) {
    const Index account = it->first;
    std::vector<std::string> rights;
    for (; it != memberships.end() && it->first == account; ++it) {
      rights.push_back(ref_of_entitlement(graph, it->second));
    }
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_account(graph, account))
                           .account(account)
                           .number("n", static_cast<std::int64_t>(rights.size()))
                           .note("left_on", *graph.persons[graph.accounts[account].person].left_on)
                           .note_all("rights", rights)
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
