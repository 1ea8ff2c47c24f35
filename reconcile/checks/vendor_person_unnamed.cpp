// A vendor's account that is nobody's in particular.
#include "reconcile/checks/declarations.h"

#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings vendor_person_unnamed(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index a = 0; a < graph.accounts.size(); ++a) {
    const AccountNode& account = graph.accounts[a];
    if (!account.usable || account.kind != AccountKind::vendor) continue;
    if (account.person != kNone) continue;
    const core::RecordView record(graph.snapshot->objects[account.object].record);
    Draft draft(input, blank);
    draft.subject(thing_of_account(graph, a))
        .account(a)
        .note("vendor", record.get(core::Attribute::vendor));
    if (const auto used = input.facts.last_used(a)) draft.note("last_used", *used);
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
