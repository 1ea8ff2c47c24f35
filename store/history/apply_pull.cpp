// Makes a pull history, keeps it in quarantine, or tells what it would change.
#include <algorithm>
#include <array>
#include <charconv>
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
    change.data_from = pull.data_from(change.object_class);
  }
  before.members_added = before.members_removed = 0;
  before.breaker_reasons.clear();
  before.gaps = pull.gaps();
  before.rejected = pull.rejected();
  before.clock_skew_seconds = pull.clock_skew_seconds();
  return before;
}

core::Result<Judged> judge(const Reader& reader, const core::Pull& pull,
                           const std::string& fingerprint, std::int64_t source,
                           const std::vector<PullCourse>& pulls, const BreakerLimits& limits,
                           ApplyMode mode) {
  if (const auto newest = newest_in_history(pulls)) {
    PullContent before = TRY(content_of(reader, newest->id));
    if (before.fingerprint == fingerprint) {
      return Judged{report_on_repeat(pull, std::move(before.report)), std::nullopt, {}};
    }
  }
  Judged judged;
  judged.plan = TRY(compare_pull(reader, pull, source, beginning_of(pulls)));
  judged.report = report_on(pull, *judged.plan);
  judged.report.breaker_reasons = TRY(breaker_reasons(reader, *judged.plan, limits));
  if (mode == ApplyMode::dry_run || !judged.report.breaker_reasons.empty()) {
    judged.lines = TRY(change_lines(reader, pull, *judged.plan));
  }
  return judged;
}

PullRow row_of(const core::Pull& pull, std::int64_t source, PullOutcome outcome,
               core::Timestamp arrived, std::string fingerprint, PullReport report) {
  const Whole whole = wholeness_of(pull, report);
  PullRow row{.source = source,
              .outcome = outcome,
              .started = pull.started(),
              .finished = std::max(pull.started(), pull.finished()),
              .arrived = arrived,
              .became_history = std::nullopt,
              .whole = whole,
              .trouble = "",
              .fingerprint = std::move(fingerprint),
              .report = std::move(report)};
  if (outcome == PullOutcome::applied) {
    row.became_history = arrived;
    row.trouble = trouble_in(pull, row.report);
  } else {
    row.trouble = reasons_in_one(row.report);
  }
  return row;
}

/// The pull's row, and history or the place where it waits. Whose the transaction is ends it.
core::Result<ApplyResult> take_in(const Writer& writer, const core::Pull& pull,
                                  const SourceIdentity& source, const BreakerLimits& limits,
                                  ApplyMode mode) {
  const std::string fingerprint = fingerprint_of(pull);
  const std::int64_t source_id = TRY(ensure_source(writer, source));
  const std::vector<PullCourse> pulls = TRY(pull_courses(writer, source_id));
  TRY(refuse_older(pull, pulls));
  Judged judged = TRY(judge(writer, pull, fingerprint, source_id, pulls, limits, mode));
  const auto outcome =
      judged.report.breaker_reasons.empty() ? PullOutcome::applied : PullOutcome::quarantined;
  ApplyResult result = result_from(outcome, judged.report);
  result.lines = std::move(judged.lines);
  // Time never goes back within a source, or a moment would have two answers.
  const core::Timestamp arrived = newest_moment(pulls, std::max(pull.started(), pull.finished()));
  const std::int64_t pull_id = TRY(insert_pull(
      writer, row_of(pull, source_id, outcome, arrived, fingerprint, std::move(judged.report))));
  if (const auto waiting = waiting_in(pulls)) {
    TRY(throw_away(writer, waiting->id, "superseded",
                   "superseded by pull " + std::to_string(pull_id), arrived));
  }
  if (outcome == PullOutcome::quarantined) {
    TRY(keep_in_quarantine(writer, pull, pull_id));
  } else if (judged.plan) {
    TRY(write_history(writer, pull, *judged.plan, pull_id));
  }
  if (mode == ApplyMode::apply) result.pull = core::PullId(pull_id);
  return result;
}

/// "60", "12.5".
std::string number_text(double number) {
  std::array<char, 32> digits{};
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  return {digits.data(), written.ptr};
}

audit::Event event_of(const Raise& raise, const SourceIdentity& source, const ApplyResult& result) {
  return {audit::Kind::limit_raised,
          raise.by,
          {{"source", source.name},
           {"percent", number_text(raise.limits.removed_percent)},
           {"pull", std::to_string(result.pull->value)},
           {"outcome", std::string(core::name_of(result.outcome))},
           {"reason", raise.reason}}};
}

}  // namespace

core::Result<ApplyResult> Store::apply(const core::Pull& pull, const SourceIdentity& source,
                                       const std::optional<Raise>& raise, ApplyMode mode,
                                       const BreakerLimits& standing) {
  const std::lock_guard lock(state_->mutex);
  TRY(refuse_nameless(pull, source));
  if (raise && mode == ApplyMode::apply) {
    auto write = TRY(state_->begin_write());
    ApplyResult result = TRY(take_in(write.writer(), pull, source, raise->limits, mode));
    TRY(std::move(write).commit({event_of(*raise, source, result), raise->when}));
    return result;
  }
  auto books = TRY(state_->begin_bookkeeping());
  ApplyResult result =
      TRY(take_in(books.writer(), pull, source, raise ? raise->limits : standing, mode));
  if (mode == ApplyMode::apply) TRY(std::move(books).commit());
  return result;
}

core::Result<core::PullId> Store::record_failure(const SourceIdentity& source, core::Timestamp when,
                                                 const std::string& why) {
  const std::lock_guard lock(state_->mutex);
  auto books = TRY(state_->begin_bookkeeping());
  const Writer& writer = books.writer();
  const std::int64_t source_id = TRY(ensure_source(writer, source));
  const std::vector<PullCourse> pulls = TRY(pull_courses(writer, source_id));
  const std::int64_t pull_id =
      TRY(insert_pull(writer, PullRow{.source = source_id,
                                      .outcome = PullOutcome::failed,
                                      .started = when,
                                      .finished = when,
                                      .arrived = newest_moment(pulls, when),
                                      .became_history = std::nullopt,
                                      .whole = Whole::holes,
                                      .trouble = why,
                                      .fingerprint = "",
                                      .report = {}}));
  TRY(std::move(books).commit());
  return core::PullId(pull_id);
}

}  // namespace rettesnor::store
