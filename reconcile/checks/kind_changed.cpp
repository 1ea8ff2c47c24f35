// An account that its own system calls something to which fewer rules apply: of another kind, or
// closed, though it is used.
#include "reconcile/checks/declarations.h"

#include <vector>

#include "reconcile/absence.h"
#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

namespace {

/// When each closed account was first told as closed: the last reading that told it so anew, else
/// the first that told of it.
std::vector<Timestamp> closed_since(const AccessGraph& graph) {
  std::vector<Timestamp> since;
  since.reserve(graph.accounts.size());
  for (const AccountNode& account : graph.accounts) {
    since.push_back(graph.snapshot->objects[account.object].first_seen);
  }
  for (const core::FactChange& change : graph.snapshot->fact_changes) {
    const Index account = graph.account_of_object[change.object];
    if (account == kNone || change.attribute != core::Attribute::enabled) continue;
    if (change.after == "0") since[account] = change.seen;
  }
  return since;
}

}  // namespace

Findings kind_changed(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  std::vector<std::uint8_t> is_told(graph.accounts.size(), 0);
  for (const ChangedKind& changed : changed_kinds(graph)) {
    const AccountNode& account = graph.accounts[changed.account];
    if (!account.usable) continue;
    is_told[changed.account] = 1;
    Draft draft(input, blank);
    draft.subject(thing_of_account(graph, changed.account))
        .account(changed.account)
        .text("slags", core::name_of(account.kind))
        .note("kind_before", core::name_of(changed.before))
        .note("seen", changed.seen);
    for (const ContestedLink& link : input.contested) {
      if (link.account == changed.account)
        draft.note("person", thing_of_person(graph, link.before).ref);
    }
    findings.push_back(draft.done());
  }
  const std::vector<Timestamp> since = closed_since(graph);
  for (Index a = 0; a < graph.accounts.size(); ++a) {
    const auto used = input.facts.last_used(a);
    if (graph.accounts[a].enabled || is_told[a] != 0 || !used || *used <= since[a]) continue;
    if (used_after_leaving(input, a)) continue;
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_account(graph, a))
                           .severity(core::Severity::high)
                           .account(a)
                           .mark("lukket")
                           .date("d", graph.zone->date_of(*used))
                           .note("closed_since", since[a])
                           .note("last_used", *used)
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
