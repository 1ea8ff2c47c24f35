// A valid agreement on a security level below the municipality's own.
#include "reconcile/checks/declarations.h"

#include <cstdint>

#include "reconcile/draft.h"
#include "reconcile/vendor_agreements.h"

namespace rettesnor::reconcile::checks {

Findings vendor_level_low(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  const int baseline = graph.policy->baseline(graph.today);
  for (const VendorAccess& vendor : input.facts.vendors()) {
    for (const policies::Agreement* agreement : agreements_of(*graph.policy, vendor.cvr)) {
      if (!is_valid_on(*agreement, graph.today) || agreement->level >= baseline) continue;
      findings.push_back(Draft(input, blank)
                             .subject(thing_of_vendor(graph, vendor.cvr))
                             .object(thing_of_agreement(*agreement))
                             .text("v", name_of_vendor(graph, vendor.cvr))
                             .text("aftale", agreement->id)
                             .number("a", agreement->level)
                             .number("b", baseline)
                             .note("level", std::int64_t{agreement->level})
                             .note("baseline", std::int64_t{baseline})
                             .done());
    }
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
