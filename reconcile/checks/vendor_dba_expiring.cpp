// A data-processing agreement that ends soon, with nothing after it.
#include "reconcile/checks/declarations.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "reconcile/draft.h"
#include "reconcile/vendor_agreements.h"

namespace rettesnor::reconcile::checks {

Findings vendor_dba_expiring(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  const auto limit = graph.policy->threshold("agreement_expiring_days", graph.today);
  constexpr std::int64_t kUrgentDays = 30;
  for (const VendorAccess& vendor : input.facts.vendors()) {
    const auto agreements = processing_agreements_of(*graph.policy, vendor.cvr);
    const policies::Agreement* const latest = latest_of(agreements);
    if (latest == nullptr) continue;
    // The valid one with the latest end; any other that ends later is the next agreement.
    auto valid = agreements;
    std::erase_if(valid, [&](const auto* one) { return !is_valid_on(*one, graph.today); });
    const policies::Agreement* const ending = latest_of(valid);
    if (ending == nullptr || latest->valid_to > ending->valid_to) continue;
    const auto left = std::int64_t{(ending->valid_to - graph.today).count()};
    if (left > limit) continue;
    Draft draft(input, blank);
    draft.subject(thing_of_vendor(graph, vendor.cvr))
        .object(thing_of_agreement(*ending))
        .text("v", name_of_vendor(graph, vendor.cvr))
        .number("n", left)
        .date("d", ending->valid_to)
        .note("valid_to", ending->valid_to)
        .note("limit", limit);
    if (left == 0) draft.mark("idag");
    if (left <= kUrgentDays) draft.severity(core::Severity::medium);
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
