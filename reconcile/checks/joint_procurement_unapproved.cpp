// A very large joint procurement that the council did not approve.
#include "reconcile/checks/declarations.h"

#include <algorithm>
#include <string_view>

#include "reconcile/draft.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile::checks {

Findings joint_procurement_unapproved(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  const auto& active = input.facts.vendors();
  for (const policies::Vendor& vendor : graph.policy->vendors) {
    if (!vendor.joint_procurement_very_large || !vendor.council_decision.empty()) continue;
    const auto access =
        std::lower_bound(active.begin(), active.end(), vendor.cvr,
                         [](const VendorAccess& a, std::string_view cvr) { return a.cvr < cvr; });
    if (access == active.end() || access->cvr != vendor.cvr) continue;
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_vendor(graph, vendor.cvr))
                           .text("v", name_of_vendor(graph, vendor.cvr))
                           .note_all("accounts", account_refs(graph, access->accounts))
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
