// An emergency account that fewer than two current people look after.
#include "reconcile/checks/declarations.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings breakglass_lt2(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index a = 0; a < graph.accounts.size(); ++a) {
    const AccountNode& account = graph.accounts[a];
    if (!account.usable || account.kind != AccountKind::breakglass) continue;
    std::set<Index> custodians;
    if (account.registered != nullptr) {
      for (const std::string& number : account.registered->custodians) {
        const Index person = graph.person_by_employee_no(number);
        if (person != kNone && graph.persons[person].current) custodians.insert(person);
      }
    }
    if (custodians.size() >= 2) continue;
    std::vector<std::string> labels;
    for (const Index person : custodians) labels.push_back(thing_of_person(graph, person).label);
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_account(graph, a))
                           .account(a)
                           .number("n", static_cast<std::int64_t>(custodians.size()))
                           .note_all("custodians", labels)
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
