// Groups that contain one another in a ring.
#include "reconcile/checks/declarations.h"

#include <cstdint>
#include <string>
#include <vector>

#include "reconcile/draft.h"
#include "words/numbers.h"

namespace rettesnor::reconcile::checks {

Findings nest_cycle(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (const Ring& ring : graph.rings) {
    constexpr std::size_t kShown = 10;
    std::string names;
    core::Path path;
    std::vector<std::string> refs;
    for (const Index e : ring.entitlements) {
      refs.push_back(ref_of_entitlement(graph, e));
      if (refs.size() > kShown) continue;
      names += (names.empty() ? "" : ", ") + std::string(graph.entitlements[e].name);
      path.push_back({"entitlement", refs.back()});
    }
    if (refs.size() > kShown)
      names += " (+" +
               words::show_number(words::Language::danish,
                                  static_cast<std::int64_t>(refs.size() - kShown)) +
               ")";
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_entitlement(graph, ring.entitlements.front()))
                           .text("liste", names)
                           .paths({path})
                           .note_all("ring", refs)
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
