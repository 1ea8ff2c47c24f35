// A usable account that fits several persons.
#include "reconcile/checks/declarations.h"

#include <cstdint>
#include <string>
#include <vector>

#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings link_ambiguous(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index a = 0; a < graph.accounts.size(); ++a) {
    const AccountNode& account = graph.accounts[a];
    if (!account.usable || account.tier != LinkTier::ambiguous) continue;
    std::vector<std::string> labels;
    for (const Index person : account.candidates) {
      labels.push_back(thing_of_person(graph, person).label);
    }
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_account(graph, a))
                           .account(a)
                           .number("n", static_cast<std::int64_t>(labels.size()))
                           .note_all("maybe", labels)
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
