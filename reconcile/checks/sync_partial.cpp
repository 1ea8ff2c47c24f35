// The newest pull of a source failed, or could not read everything.
#include "reconcile/checks/declarations.h"

#include <cstdint>
#include <string>
#include <vector>

#include "reconcile/draft.h"
#include "words/error.h"
#include "words/numbers.h"

namespace rettesnor::reconcile::checks {

namespace {

bool became_history(const core::SnapshotSource& source) {
  return source.last_outcome == core::PullOutcome::applied ||
         source.last_outcome == core::PullOutcome::released;
}

std::string told(const core::Gap& gap) {
  return gap.what + ": " + gap.reason;
}
std::string told(const core::RejectedRow& row) {
  return row.file + ":" + std::to_string(row.line) + ": " + row.reason;
}

/// What was wrong, in one line: the first hole, and how many more there are.
std::string reason_of(const core::SnapshotSource& source) {
  if (!became_history(source)) {
    return source.last_trouble.empty() ? "ukendt årsag" : source.last_trouble;
  }
  std::string reason;
  if (!source.gaps.empty()) {
    reason = told(source.gaps.front());
  } else {
    reason = told(source.rejected.front());
  }
  const auto more = source.gaps.size() + source.rejected.size() - 1;
  if (more > 0)
    reason +=
        " (+" + words::show_number(words::Language::danish, static_cast<std::int64_t>(more)) + ")";
  return reason;
}

}  // namespace

Findings sync_partial(const CheckInput& input, const core::Finding& blank) {
  Findings findings;
  for (const core::SnapshotSource& source : input.graph.snapshot->sources) {
    const bool has_failed = source.last_outcome == core::PullOutcome::failed;
    const bool has_holes =
        became_history(source) && (!source.gaps.empty() || !source.rejected.empty());
    if (!has_failed && !has_holes) continue;
    const core::Thing thing = thing_of_source(source);
    Draft draft(input, blank);
    draft.subject(thing).text("s", thing.label).kept("grund", reason_of(source));
    if (has_failed) draft.mark("afbrudt");
    std::vector<std::string> gaps;
    for (const core::Gap& gap : source.gaps)
      gaps.push_back(words::told(told(gap), words::Language::danish));
    std::vector<std::string> rows;
    for (const core::RejectedRow& row : source.rejected) {
      rows.push_back(words::told(told(row), words::Language::danish));
    }
    draft.note_all("gaps", gaps).note_all("rejected_rows", rows);
    if (source.last_attempt) draft.note("last_attempt", *source.last_attempt);
    if (source.last_complete) draft.note("last_complete", *source.last_complete);
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
