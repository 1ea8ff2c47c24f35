// A rule document that is past its yearly review.
#include "reconcile/checks/declarations.h"

#include <string>

#include "reconcile/calendar.h"
#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings rule_review_overdue(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (const policies::Document& document : graph.policy->documents) {
    const Date due = months_later(document.last_reviewed, document.review_months);
    if (due >= graph.today) continue;
    const std::string name = document.title.empty() ? document.id : document.title;
    findings.push_back(Draft(input, blank)
                           .subject(thing_named("document", document.id, name))
                           .text("navn", name)
                           .date("d", document.last_reviewed)
                           .note("last_reviewed", document.last_reviewed)
                           .note("due", due)
                           .note("version", document.version)
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
