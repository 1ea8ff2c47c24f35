// A usable account that no known person answers for.
#include "reconcile/checks/declarations.h"

#include "reconcile/acceptance.h"
#include "reconcile/account_kinds.h"
#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

namespace {

constexpr AccountKinds kKinds{AccountKind::personal, AccountKind::admin, AccountKind::test,
                              AccountKind::mailbox};

bool is_nobodys(LinkTier tier) {
  return tier == LinkTier::none || tier == LinkTier::name_only || tier == LinkTier::nobody ||
         tier == LinkTier::registered;
}

}  // namespace

Findings acc_orphan(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index a = 0; a < graph.accounts.size(); ++a) {
    const AccountNode& account = graph.accounts[a];
    if (!account.usable || account.person != kNone || !kKinds.has(account.kind)) continue;
    if (!is_nobodys(account.tier)) continue;
    const auto acceptance = acceptance_of(graph, a);
    if (acceptance && acceptance->holds) continue;
    Draft draft(input, blank);
    draft.subject(thing_of_account(graph, a)).account(a);
    if (input.facts.has(a, ObservedFacts::privileged)) {
      draft.severity(core::Severity::critical).note("privileged", "yes");
    }
    if (account.tier == LinkTier::name_only && !account.candidates.empty()) {
      draft.note("maybe", thing_of_person(graph, account.candidates.front()).label);
    }
    if (acceptance && acceptance->until) draft.note("accepted_until", *acceptance->until);
    if (const auto used = input.facts.last_used(a)) draft.note("last_used", *used);
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
