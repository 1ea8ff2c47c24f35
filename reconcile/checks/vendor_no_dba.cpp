// A vendor that can sign in without any data-processing agreement.
#include "reconcile/checks/declarations.h"

#include <algorithm>
#include <string_view>

#include "reconcile/draft.h"
#include "reconcile/rights.h"
#include "reconcile/vendor_agreements.h"

namespace rettesnor::reconcile::checks {

namespace {

/// An agreement that begins later is neither past nor present.
bool has_or_had_one(const policies::Policy& policy, std::string_view cvr, Date today) {
  const auto agreements = processing_agreements_of(policy, cvr);
  return std::any_of(agreements.begin(), agreements.end(),
                     [&](const auto* agreement) { return agreement->valid_from <= today; });
}

}  // namespace

Findings vendor_no_dba(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (const VendorAccess& vendor : input.facts.vendors()) {
    if (has_or_had_one(*graph.policy, vendor.cvr, graph.today)) continue;
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_vendor(graph, vendor.cvr))
                           .text("v", name_of_vendor(graph, vendor.cvr))
                           .note_all("accounts", account_refs(graph, vendor.accounts))
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
