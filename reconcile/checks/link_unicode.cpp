// A usable account whose name differs from a person's in spelling only.
#include "reconcile/checks/declarations.h"

#include <string>
#include <vector>

#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings link_unicode(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index a = 0; a < graph.accounts.size(); ++a) {
    const AccountNode& account = graph.accounts[a];
    if (!account.usable || account.tier != LinkTier::spelling) continue;
    Draft draft(input, blank);
    draft.subject(thing_of_account(graph, a)).account(a).note("name", account.name);
    std::vector<std::string> labels;
    std::string names;
    for (const Index person : account.candidates) {
      labels.push_back(thing_of_person(graph, person).label);
      if (labels.size() <= 3) names += (names.empty() ? "" : ", ") + name_of_person(graph, person);
    }
    findings.push_back(draft.text("p", names).note_all("maybe", labels).done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
