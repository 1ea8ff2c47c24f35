// A vendor that can sign in after its data-processing agreement ended.
#include "reconcile/checks/declarations.h"

#include <cstdint>

#include "reconcile/draft.h"
#include "reconcile/rights.h"
#include "reconcile/vendor_agreements.h"

namespace rettesnor::reconcile::checks {

Findings vendor_dba_expired(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (const VendorAccess& vendor : input.facts.vendors()) {
    const auto agreements = processing_agreements_of(*graph.policy, vendor.cvr);
    const policies::Agreement* const newest = latest_of(agreements);
    // The newest has ended, so none is valid and none begins later.
    if (newest == nullptr || newest->valid_to >= graph.today) continue;
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_vendor(graph, vendor.cvr))
                           .object(thing_of_agreement(*newest))
                           .text("v", name_of_vendor(graph, vendor.cvr))
                           .date("d", newest->valid_to)
                           .number("n", static_cast<std::int64_t>(vendor.accounts.size()))
                           .note("valid_to", newest->valid_to)
                           .note_all("accounts", account_refs(graph, vendor.accounts))
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
