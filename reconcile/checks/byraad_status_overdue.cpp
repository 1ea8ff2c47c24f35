// The council has had no status for more than a year.
#include "reconcile/checks/declarations.h"

#include "reconcile/calendar.h"
#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings byraad_status_overdue(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  const auto& last = graph.policy->document.council_status_on;
  if (last && months_later(*last, 12) >= graph.today) return {};
  Draft draft(input, blank);
  draft.subject(thing_named("document", "byraadsstatus", "Status til Byrådet"));
  if (last) draft.date("d", *last).note("council_status_on", *last);
  return {draft.done()};
}

}  // namespace rettesnor::reconcile::checks
