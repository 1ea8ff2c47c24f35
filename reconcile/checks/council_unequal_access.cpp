// A member lacks what at least half of the members of the body hold.
#include "reconcile/checks/declarations.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/text.h"
#include "reconcile/council.h"
#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

namespace {

std::vector<Index> members_of(const AccessGraph& graph, const std::string& folded_body) {
  std::vector<Index> members;
  for (const MandateNode& mandate : graph.mandates) {
    if (mandate.current && core::fold(mandate.body) == folded_body) {
      members.push_back(mandate.person);
    }
  }
  std::sort(members.begin(), members.end());
  members.erase(std::unique(members.begin(), members.end()), members.end());
  return members;
}

}  // namespace

Findings council_unequal_access(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  std::set<std::pair<Index, Index>> told;
  for (const ElectedBody& body : elected_bodies(graph)) {
    if (body.equal.empty()) continue;
    const auto members = members_of(graph, body.folded_name);
    for (const Index e : body.equal) {
      const auto holders = graph.persons_of_entitlement[e];
      std::vector<Index> lacking;
      std::set_difference(members.begin(), members.end(), holders.begin(), holders.end(),
                          std::back_inserter(lacking));
      const auto held = members.size() - lacking.size();
      if (held == 0 || 2 * held < members.size()) continue;
      for (const Index person : lacking) {
        if (!told.emplace(person, e).second) continue;
        findings.push_back(Draft(input, blank)
                               .subject(thing_of_person(graph, person))
                               .object(thing_of_entitlement(graph, e))
                               .person(person)
                               .right(e)
                               .text("organ", body.rule->name)
                               .number("n", static_cast<std::int64_t>(held))
                               .number("m", static_cast<std::int64_t>(members.size()))
                               .note("members", static_cast<std::int64_t>(members.size()))
                               .note("holders", static_cast<std::int64_t>(held))
                               .done());
      }
    }
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
