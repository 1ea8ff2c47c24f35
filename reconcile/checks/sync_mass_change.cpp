// The newest pull of a source waits in quarantine.
#include "reconcile/checks/declarations.h"

#include "reconcile/draft.h"
#include "words/numbers.h"

namespace rettesnor::reconcile::checks {

Findings sync_mass_change(const CheckInput& input, const core::Finding& blank) {
  Findings findings;
  for (const core::SnapshotSource& source : input.graph.snapshot->sources) {
    if (source.last_outcome != core::PullOutcome::quarantined) continue;
    const core::Thing thing = thing_of_source(source);
    Draft draft(input, blank);
    draft.subject(thing)
        .text("s", thing.label)
        .number("n", source.quarantined_removals)
        .note("removals", source.quarantined_removals)
        .note("total", source.quarantined_total)
        .note("why", source.last_trouble);
    if (source.quarantined_removals > 0 && source.quarantined_total > 0) {
      const auto percent = 100 * source.quarantined_removals / source.quarantined_total;
      draft.mark("vaek").text(
          "pct", percent == 0 ? "under 1" : words::show_number(words::Language::danish, percent));
    }
    if (source.last_attempt) draft.note("last_attempt", *source.last_attempt);
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
