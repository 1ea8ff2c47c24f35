// The policy itself is past its re-assessment by the council.
#include "reconcile/checks/declarations.h"

#include "reconcile/calendar.h"
#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings policy_reassess_overdue(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  const policies::PolicyDocument& document = graph.policy->document;
  const Date due = months_later(document.approved_on, 12 * document.reassess_years);
  if (due >= graph.today) return {};
  Draft draft(input, blank);
  draft.subject(thing_named("document", "politik", "Informationssikkerhedspolitik"));
  const bool is_approved = document.approved_on != Date{};
  if (is_approved) {
    draft.date("d", due)
        .number("n", document.reassess_years)
        .note("approved_on", document.approved_on)
        .note("due", due);
  }
  return {draft.note("version", document.version).done()};
}

}  // namespace rettesnor::reconcile::checks
