// A deviation for more than one single case, or for longer than a year.
#include "reconcile/checks/declarations.h"

#include "reconcile/deviations.h"
#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings deviation_scope(const CheckInput& input, const core::Finding& blank) {
  Findings findings;
  for (const policies::Deviation& deviation : input.graph.policy->deviations) {
    const bool is_broad = covers_several(deviation);
    if (!is_broad && !lasts_too_long(deviation)) continue;
    Draft draft(input, blank);
    draft.subject(thing_of_deviation(deviation))
        .text("nr", deviation.number)
        .note("from", deviation.from)
        .note("to", deviation.to)
        .note_all("subjects", deviation.subjects);
    if (is_broad) draft.mark("bred");
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
