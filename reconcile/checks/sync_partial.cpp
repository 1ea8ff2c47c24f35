// The newest pull of a source failed, or could not read everything.
#include "reconcile/checks/declarations.h"

#include <algorithm>
#include <string>
#include <vector>

#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

namespace {

bool became_history(const core::SnapshotSource& source) {
  return source.last_outcome == core::PullOutcome::applied ||
         source.last_outcome == core::PullOutcome::released;
}

/// Is it told as a list of its own (LIST_PARTIAL)?
bool is_told_elsewhere(const core::Gap& gap) {
  return gap.list != core::ListKind::objects && !gap.object.empty();
}

/// A row that is the place of a list's hole was told with it.
bool is_told_elsewhere(const core::SnapshotSource& source, const core::RejectedRow& row) {
  const std::string place = core::kept(core::ErrorCode{"place_line"},
                                       {{"file", row.file}, {"line", std::to_string(row.line)}});
  return std::ranges::any_of(source.gaps, [&](const core::Gap& gap) {
    return is_told_elsewhere(gap) && gap.what == place;
  });
}

struct Hole {
  std::string place;
  std::string reason;
};

std::vector<Hole> holes_of(const core::SnapshotSource& source) {
  std::vector<Hole> holes;
  for (const core::Gap& gap : source.gaps) {
    if (!is_told_elsewhere(gap) && !core::is_note(gap)) holes.push_back({gap.what, gap.reason});
  }
  for (const core::RejectedRow& row : source.rejected) {
    if (is_told_elsewhere(source, row)) continue;
    holes.push_back({row.file + ":" + std::to_string(row.line), row.reason});
  }
  return holes;
}

}  // namespace

Findings sync_partial(const CheckInput& input, const core::Finding& blank) {
  Findings findings;
  for (const core::SnapshotSource& source : input.graph.snapshot->sources) {
    const bool has_failed = source.last_outcome == core::PullOutcome::failed;
    const std::vector<Hole> holes = became_history(source) ? holes_of(source) : std::vector<Hole>();
    if (!has_failed && holes.empty()) continue;
    const core::Thing thing = thing_of_source(source);
    Draft draft(input, blank);
    draft.subject(thing).text("s", thing.label);
    if (has_failed) {
      draft.kept("grund", source.last_trouble.empty() ? "?" : source.last_trouble).mark("afbrudt");
    } else {
      draft.kept("sted", holes.front().place).kept("grund", holes.front().reason);
    }
    std::vector<std::string> gaps;
    for (const core::Gap& gap : source.gaps) gaps.push_back(gap.what + ": " + gap.reason);
    std::vector<std::string> rows;
    for (const core::RejectedRow& row : source.rejected) {
      rows.push_back(row.file + ":" + std::to_string(row.line) + ": " + row.reason);
    }
    draft.note_all("gaps", gaps).note_all("rejected_rows", rows);
    if (source.last_attempt) draft.note("last_attempt", *source.last_attempt);
    if (source.last_complete) draft.note("last_complete", *source.last_complete);
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
