// A password that never expires and whose rotation nobody documented.
#include "reconcile/checks/declarations.h"

#include <optional>

#include "reconcile/account_kinds.h"
#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

namespace {

constexpr AccountKinds kWatchedKinds{AccountKind::admin, AccountKind::service, AccountKind::robot,
                                     AccountKind::breakglass};

}  // namespace

Findings pwd_never_expires(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  const auto limit = graph.policy->threshold("password_rotation_days", graph.today);
  for (Index a = 0; a < graph.accounts.size(); ++a) {
    const AccountNode& account = graph.accounts[a];
    if (!account.usable || !input.facts.has(a, ObservedFacts::password_never_expires)) continue;
    std::optional<Date> rotated;
    if (account.registered != nullptr) rotated = account.registered->password_rotated;
    if (rotated && (graph.today - *rotated).count() <= limit) continue;
    Draft draft(input, blank);
    draft.subject(thing_of_account(graph, a)).account(a).note("limit", limit);
    if (rotated) draft.note("password_rotated", *rotated);
    if (input.facts.has(a, ObservedFacts::privileged)) {
      draft.severity(core::Severity::high).note("privileged", "yes");
    } else {
      // Forced rotation of people's own passwords is advised against: worth knowing, no more.
      draft.severity(kWatchedKinds.has(account.kind) ? core::Severity::medium
                                                     : core::Severity::notice);
    }
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
