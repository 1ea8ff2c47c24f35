// An emergency account was used, and the register does not tell why.
#include "reconcile/checks/declarations.h"

#include <algorithm>

#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

namespace {

bool is_documented(const AccountNode& account, Date day) {
  if (account.registered == nullptr) return false;
  const auto& uses = account.registered->uses;
  return std::any_of(uses.begin(), uses.end(),
                     [&](const auto& use) { return use.day == day && !use.case_no.empty(); });
}

}  // namespace

Findings breakglass_used(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index a = 0; a < graph.accounts.size(); ++a) {
    const AccountNode& account = graph.accounts[a];
    if (account.kind != AccountKind::breakglass) continue;
    const auto used = input.facts.last_used(a);
    if (!used || is_documented(account, graph.zone->date_of(*used))) continue;
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_account(graph, a))
                           .account(a)
                           .text("d", graph.zone->show(*used))
                           .note("last_used", *used)
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
