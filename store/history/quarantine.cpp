// Pulls that would take away too much: kept whole until two people let them through, or one does
// not.
#include <algorithm>
#include <utility>

#include "store/history/change_lines.h"
#include "store/history/pull_bytes.h"
#include "store/history/pull_facts.h"
#include "store/history/write_history.h"
#include "store/state.h"

namespace rettesnor::store {
namespace {

using core::ErrorKind;
using core::PullOutcome;

core::Result<void> forget_content(const Writer& writer, std::int64_t pull) {
  auto forget = TRY(writer.prepare("DELETE FROM quarantine_part WHERE pull = ?1"));
  return forget.bind(1, pull).run();
}

/// A waiting pull, and the others of its source.
struct Waiting {
  PullCourse course;
  std::vector<PullCourse> pulls;
  PullReport report;
};

core::Result<Waiting> find_waiting(const Reader& reader, std::int64_t pull) {
  auto query = TRY(reader.prepare("SELECT source, report FROM pull WHERE id = ?1"));
  query.bind(1, pull);
  if (TRY(query.step()) == Statement::Step::done) {
    return core::fail(ErrorKind::not_found,
                      "There is no pull " + std::to_string(pull) + ": list those that wait");
  }
  Waiting waiting{.course = {},
                  .pulls = TRY(pull_courses(reader, query.integer(0))),
                  .report = TRY(report_from_json(query.bytes(1)))};
  const auto found = std::find_if(waiting.pulls.begin(), waiting.pulls.end(),
                                  [pull](const PullCourse& course) { return course.id == pull; });
  waiting.course = *found;
  if (waiting.course.outcome == PullOutcome::quarantined) return waiting;
  return core::fail(ErrorKind::conflict, "Pull " + std::to_string(pull) +
                                             " does not wait any more: it was released, rejected, "
                                             "superseded or never held back");
}

core::Result<PullSummary> summary_of(const Reader& reader, std::int64_t pull) {
  auto found = TRY(summaries(reader, "pull.id = ?1", pull, 1));
  return std::move(found.front());
}

core::Result<void> refuse_nobody(const std::string& person) {
  if (!person.empty()) return {};
  return core::fail(ErrorKind::invalid_input,
                    "A word on a waiting pull needs the person who gives it");
}

enum class Words { first, second };

core::Result<Words> note_word(const Writer& writer, std::int64_t pull, const std::string& person,
                              core::Timestamp when, const std::string& reason) {
  auto query = TRY(writer.prepare("SELECT person FROM release_word WHERE pull = ?1"));
  query.bind(1, pull);
  std::int64_t words = 0;
  while (TRY(query.step()) == Statement::Step::row) {
    ++words;
    if (query.bytes(0) != person) continue;
    return core::fail(ErrorKind::refused, "Pull " + std::to_string(pull) +
                                              " needs the word of two people, and " + person +
                                              " has spoken already: ask somebody else");
  }
  auto insert =
      TRY(writer.prepare("INSERT INTO release_word (pull, position, person, spoken, reason) "
                         "VALUES (?1, ?2, ?3, ?4, ?5)"));
  insert.bind(1, pull).bind(2, words + 1).bind_text(3, person).bind(4, seconds_of(when));
  TRY(insert.bind_text(5, reason).run());
  return words == 0 ? Words::first : Words::second;
}

core::Result<void> let_through(const Writer& writer, const Waiting& waiting, core::Timestamp when) {
  const std::int64_t pull_id = waiting.course.id;
  const core::Pull pull = TRY(waiting_content(writer, pull_id));
  const auto newest = newest_in_history(waiting.pulls);
  if (newest && (newest->id > pull_id || newest->started > pull.started())) {
    return core::fail(ErrorKind::conflict, "A newer pull of " + pull.source() +
                                               " became history meanwhile: reject pull " +
                                               std::to_string(pull_id));
  }
  // Held against history as it is now, not as it was when the pull came.
  const PullPlan plan =
      TRY(compare_pull(writer, pull, waiting.course.source, beginning_of(waiting.pulls)));
  TRY(write_history(writer, pull, plan, pull_id));
  PullReport report = report_on(pull, plan);
  report.breaker_reasons = waiting.report.breaker_reasons;
  const core::Timestamp decided = newest_moment(waiting.pulls, when);
  std::string trouble = trouble_in(pull, report);
  PullRow row{.source = waiting.course.source,
              .outcome = PullOutcome::released,
              .started = waiting.course.started,
              .finished = {},
              .arrived = waiting.course.arrived,
              .became_history = decided,
              .trouble = std::move(trouble),
              .report = std::move(report)};
  TRY(decide_pull(writer, pull_id, row, decided));
  return forget_content(writer, pull_id);
}

audit::Event word_on(const PullSummary& pull, audit::Kind kind, const std::string& person,
                     const std::string& reason) {
  return {kind,
          person,
          {{"pull", std::to_string(pull.pull.value)}, {"source", pull.source}, {"reason", reason}}};
}

}  // namespace

core::Result<void> throw_away(const Writer& writer, std::int64_t pull, const std::string& by,
                              const std::string& why, core::Timestamp when) {
  Waiting waiting = TRY(find_waiting(writer, pull));
  waiting.report.rejected_by = by;
  const PullRow row{.source = waiting.course.source,
                    .outcome = PullOutcome::rejected,
                    .started = waiting.course.started,
                    .finished = {},
                    .arrived = waiting.course.arrived,
                    .became_history = std::nullopt,
                    .trouble = why,
                    .report = std::move(waiting.report)};
  TRY(decide_pull(writer, pull, row, newest_moment(waiting.pulls, when)));
  return forget_content(writer, pull);
}

core::Result<void> keep_in_quarantine(const Writer& writer, const core::Pull& pull,
                                      std::int64_t pull_id) {
  auto insert =
      TRY(writer.prepare("INSERT INTO quarantine_part (pull, part, bytes) VALUES (?1, ?2, ?3)"));
  std::int64_t part = 0;
  return write_pull(pull, [&](std::string_view bytes) {
    return insert.bind(1, pull_id).bind(2, ++part).bind_blob(3, bytes).run();
  });
}

core::Result<core::Pull> waiting_content(const Reader& reader, std::int64_t pull_id) {
  auto query =
      TRY(reader.prepare("SELECT bytes FROM quarantine_part WHERE pull = ?1 ORDER BY part"));
  query.bind(1, pull_id);
  return read_pull([&]() -> core::Result<std::string> {
    if (TRY(query.step()) == Statement::Step::done) return std::string();
    return std::string(query.bytes(0));
  });
}

core::Result<std::vector<PullSummary>> Store::quarantined() const {
  const std::lock_guard lock(state_->mutex);
  return summaries(state_->connection, "outcome = ?1",
                   static_cast<std::int64_t>(PullOutcome::quarantined), 1u << 30);
}

core::Result<ApplyResult> Store::inspect_quarantined(core::PullId pull) const {
  const std::lock_guard lock(state_->mutex);
  const Reader& reader = state_->connection;
  const Waiting waiting = TRY(find_waiting(reader, pull.value));
  const core::Pull content = TRY(waiting_content(reader, pull.value));
  const PullPlan plan =
      TRY(compare_pull(reader, content, waiting.course.source, beginning_of(waiting.pulls)));
  PullReport report = report_on(content, plan);
  report.breaker_reasons = waiting.report.breaker_reasons;
  ApplyResult result = result_from(PullOutcome::quarantined, report);
  result.pull = pull;
  result.lines = TRY(change_lines(reader, content, plan));
  return result;
}

core::Result<PullSummary> Store::release(core::PullId pull, const std::string& person,
                                         core::Timestamp when, const std::string& reason) {
  const std::lock_guard lock(state_->mutex);
  TRY(refuse_nobody(person));
  auto write = TRY(state_->begin_write());
  const Waiting waiting = TRY(find_waiting(write.writer(), pull.value));
  if (TRY(note_word(write.writer(), pull.value, person, when, reason)) == Words::second) {
    TRY(let_through(write.writer(), waiting, when));
  }
  PullSummary summary = TRY(summary_of(write.writer(), pull.value));
  audit::Event event = word_on(summary, audit::Kind::quarantine_release, person, reason);
  event.facts["word"] = std::to_string(summary.released_by.size());
  event.facts["outcome"] = std::string(core::name_of(summary.outcome));
  TRY(std::move(write).commit({std::move(event), when}));
  return summary;
}

core::Result<PullSummary> Store::reject(core::PullId pull, const std::string& person,
                                        const std::string& reason, core::Timestamp when) {
  const std::lock_guard lock(state_->mutex);
  TRY(refuse_nobody(person));
  auto write = TRY(state_->begin_write());
  TRY(throw_away(write.writer(), pull.value, person, "rejected by " + person + ": " + reason,
                 when));
  PullSummary summary = TRY(summary_of(write.writer(), pull.value));
  TRY(std::move(write).commit(
      {word_on(summary, audit::Kind::quarantine_rejection, person, reason), when}));
  return summary;
}

}  // namespace rettesnor::store
