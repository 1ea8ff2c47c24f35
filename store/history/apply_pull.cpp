// Makes a pull history, keeps it in quarantine, or tells what it would change.
#include <algorithm>
#include <utility>

#include "store/history/breaker.h"
#include "store/history/change_lines.h"
#include "store/history/pull_facts.h"
#include "store/history/pull_fingerprint.h"
#include "store/history/write_history.h"
#include "store/state.h"

namespace rettesnor::store {
namespace {

using core::ErrorKind;
using core::PullOutcome;

core::Result<void> refuse_older(const core::Pull& pull, const std::vector<PullCourse>& pulls) {
  const auto refuse = [&](const PullCourse& newer) {
    return core::fail(ErrorKind::conflict,
                      "The pull of " + pull.source() + " from " + core::to_iso(pull.started()) +
                          " is older than the pull from " + core::to_iso(newer.started) +
                          " that the store holds: nothing was changed; pull again");
  };
  for (const auto& newest : {newest_in_history(pulls), waiting_in(pulls)}) {
    if (newest && pull.started() < newest->started) return refuse(*newest);
  }
  return {};
}

core::Result<void> refuse_nameless(const core::Pull& pull, const SourceIdentity& source) {
  if (!source.name.empty() && pull.source() == source.name) return {};
  return core::fail(ErrorKind::invalid_input, "The pull speaks for the source \"" + pull.source() +
                                                  "\", not for \"" + source.name +
                                                  "\": nothing was changed");
}

/// A pull, held against history: what it changes and whether it may.
struct Judged {
  PullReport report;
  std::optional<PullPlan> plan;  // absent when nothing changes
  std::vector<ChangeLine> lines;
};

// The same as the newest pull: what that one left behind is what this one finds.
PullReport report_on_repeat(const core::Pull& pull, PullReport before) {
  for (ClassChange& change : before.classes) {
    before.objects_before += change.added - change.removed;
    change.added = change.changed = change.removed = 0;
  }
  before.members_added = before.members_removed = 0;
  before.breaker_reasons.clear();
  before.gaps = pull.gaps();
  before.rejected = pull.rejected();
  before.clock_skew_seconds = pull.clock_skew_seconds();
  return before;
}

core::Result<Judged> judge(const Connection& connection, const core::Pull& pull,
                           const std::string& fingerprint, std::int64_t source,
                           const std::vector<PullCourse>& pulls, const BreakerLimits& limits,
                           ApplyMode mode) {
  if (const auto newest = newest_in_history(pulls)) {
    PullContent before = TRY(content_of(connection, newest->id));
    if (before.fingerprint == fingerprint) {
      return Judged{report_on_repeat(pull, std::move(before.report)), std::nullopt, {}};
    }
  }
  Judged judged;
  judged.plan = TRY(compare_pull(connection, pull, source, beginning_of(pulls)));
  judged.report = report_on(pull, *judged.plan);
  judged.report.breaker_reasons = TRY(breaker_reasons(connection, *judged.plan, limits));
  if (mode == ApplyMode::dry_run || !judged.report.breaker_reasons.empty()) {
    judged.lines = TRY(change_lines(connection, pull, *judged.plan));
  }
  return judged;
}

PullRow row_of(const core::Pull& pull, std::int64_t source, PullOutcome outcome,
               core::Timestamp arrived, std::string fingerprint, PullReport report) {
  PullRow row{.source = source,
              .outcome = outcome,
              .started = pull.started(),
              .finished = std::max(pull.started(), pull.finished()),
              .arrived = arrived,
              .became_history = std::nullopt,
              .whole = wholeness_of(pull),
              .trouble = "",
              .fingerprint = std::move(fingerprint),
              .report = std::move(report)};
  if (outcome == PullOutcome::applied) {
    row.became_history = arrived;
    row.trouble = trouble_in(pull);
  } else {
    row.trouble = reasons_in_one(row.report);
  }
  return row;
}

}  // namespace

core::Result<ApplyResult> Store::apply(const core::Pull& pull, const SourceIdentity& source,
                                       const BreakerLimits& limits, ApplyMode mode) {
  const std::lock_guard lock(state_->mutex);
  TRY(refuse_nameless(pull, source));
  const Connection& connection = state_->connection;
  const std::string fingerprint = fingerprint_of(pull);
  auto transaction = TRY(Transaction::begin(connection));
  const std::int64_t source_id = TRY(ensure_source(connection, source));
  const std::vector<PullCourse> pulls = TRY(pull_courses(connection, source_id));
  TRY(refuse_older(pull, pulls));
  Judged judged = TRY(judge(connection, pull, fingerprint, source_id, pulls, limits, mode));
  const auto outcome =
      judged.report.breaker_reasons.empty() ? PullOutcome::applied : PullOutcome::quarantined;
  ApplyResult result = result_from(outcome, judged.report);
  result.lines = std::move(judged.lines);
  // Time never goes back within a source, or a moment would have two answers.
  const core::Timestamp arrived = newest_moment(pulls, std::max(pull.started(), pull.finished()));
  const std::int64_t pull_id =
      TRY(insert_pull(connection, row_of(pull, source_id, outcome, arrived, fingerprint,
                                         std::move(judged.report))));
  if (const auto waiting = waiting_in(pulls)) {
    TRY(throw_away(connection, waiting->id, "superseded",
                   "superseded by pull " + std::to_string(pull_id), arrived));
  }
  if (outcome == PullOutcome::quarantined) {
    TRY(keep_in_quarantine(connection, pull, pull_id));
  } else if (judged.plan) {
    TRY(write_history(connection, pull, *judged.plan, pull_id));
  }
  if (mode == ApplyMode::dry_run) return result;
  TRY(transaction.commit());
  result.pull = core::PullId(pull_id);
  return result;
}

core::Result<core::PullId> Store::record_failure(const SourceIdentity& source, core::Timestamp when,
                                                 const std::string& why) {
  const std::lock_guard lock(state_->mutex);
  const Connection& connection = state_->connection;
  auto transaction = TRY(Transaction::begin(connection));
  const std::int64_t source_id = TRY(ensure_source(connection, source));
  const std::vector<PullCourse> pulls = TRY(pull_courses(connection, source_id));
  const std::int64_t pull_id =
      TRY(insert_pull(connection, PullRow{.source = source_id,
                                          .outcome = PullOutcome::failed,
                                          .started = when,
                                          .finished = when,
                                          .arrived = newest_moment(pulls, when),
                                          .became_history = std::nullopt,
                                          .whole = Whole::holes,
                                          .trouble = why,
                                          .fingerprint = "",
                                          .report = {}}));
  TRY(transaction.commit());
  return core::PullId(pull_id);
}

}  // namespace rettesnor::store
