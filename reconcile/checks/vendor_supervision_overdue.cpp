// Supervision of a vendor that is past its day.
#include "reconcile/checks/declarations.h"

#include "reconcile/draft.h"
#include "reconcile/vendor_agreements.h"

namespace rettesnor::reconcile::checks {

Findings vendor_supervision_overdue(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (const VendorAccess& vendor : input.facts.vendors()) {
    for (const policies::Agreement* agreement : agreements_of(*graph.policy, vendor.cvr)) {
      if (!is_valid_on(*agreement, graph.today) || !agreement->next_supervision) continue;
      if (*agreement->next_supervision >= graph.today) continue;
      Draft draft(input, blank);
      draft.subject(thing_of_vendor(graph, vendor.cvr))
          .object(thing_of_agreement(*agreement))
          .text("v", name_of_vendor(graph, vendor.cvr))
          .date("d", *agreement->next_supervision)
          .note("next_supervision", *agreement->next_supervision)
          .note("document_hash", agreement->document_hash);
      if (agreement->supervision_points) {
        draft.note("supervision_points", *agreement->supervision_points);
      }
      findings.push_back(draft.done());
    }
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
