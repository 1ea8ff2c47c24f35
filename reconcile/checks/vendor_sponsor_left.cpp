// The one who vouches for a vendor is no longer here.
#include "reconcile/checks/declarations.h"

#include <set>

#include "reconcile/draft.h"
#include "reconcile/person_state.h"
#include "reconcile/vendor_agreements.h"

namespace rettesnor::reconcile::checks {

namespace {

std::set<Index> sponsors_of(const AccessGraph& graph, const VendorAccess& vendor) {
  std::set<Index> sponsors;
  for (const policies::Agreement* agreement : agreements_of(*graph.policy, vendor.cvr)) {
    if (!is_valid_on(*agreement, graph.today) || agreement->sponsor.empty()) continue;
    sponsors.insert(graph.person_by_employee_no(agreement->sponsor));
  }
  for (const Index person : vendor.persons) {
    for (const EngagementNode& engagement : engagements_of(graph, person)) {
      if (!engagement.current || engagement.vendor != vendor.cvr) continue;
      if (engagement.sponsor_no.empty()) continue;
      sponsors.insert(graph.person_by_employee_no(engagement.sponsor_no));
    }
  }
  sponsors.erase(kNone);
  return sponsors;
}

}  // namespace

Findings vendor_sponsor_left(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (const VendorAccess& vendor : input.facts.vendors()) {
    for (const Index sponsor : sponsors_of(graph, vendor)) {
      const PersonNode& person = graph.persons[sponsor];
      if (person.current) continue;
      Draft draft(input, blank);
      draft.subject(thing_of_vendor(graph, vendor.cvr))
          .object(thing_of_person(graph, sponsor))
          .text("v", name_of_vendor(graph, vendor.cvr))
          .person(sponsor);
      if (person.vanished_on) draft.mark("forsvundet");
      if (person.left_on) draft.note("left_on", *person.left_on);
      findings.push_back(draft.done());
    }
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
