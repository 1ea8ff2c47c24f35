// Which pulls were history at a moment, for each source.
#include "store/history/snapshot_course.h"

#include <algorithm>
#include <map>
#include <utility>

namespace rettesnor::store {
namespace {

using core::PullOutcome;
using core::Timestamp;

PullOutcome outcome_at(const PullCourse& pull, Timestamp moment) {
  return pull.decided && *pull.decided > moment ? PullOutcome::quarantined : pull.outcome;
}

struct PullText {
  std::string trouble;
  PullReport report;
};

core::Result<PullText> text_of(const Reader& reader, std::int64_t pull) {
  auto query = TRY(reader.prepare("SELECT trouble, report FROM pull WHERE id = ?1"));
  query.bind(1, pull);
  TRY(query.step());
  PullText text{std::string(query.bytes(0)), {}};
  text.report = TRY(report_from_json(query.bytes(1)));
  return text;
}

core::Result<void> tell_attempt(const Reader& reader, const PullCourse& pull, PullOutcome outcome,
                                core::SnapshotSource& told) {
  told.last_attempt = pull.started;
  told.last_outcome = outcome;
  PullText text = TRY(text_of(reader, pull.id));
  // A decision that came later has changed the row's words; the reasons to wait are kept beside.
  told.last_trouble =
      outcome == PullOutcome::quarantined ? reasons_in_one(text.report) : std::move(text.trouble);
  return {};
}

core::Result<void> tell_history(const Reader& reader, const PullCourse& pull,
                                core::SnapshotSource& told) {
  told.last_applied = pull.started;
  PullText text = TRY(text_of(reader, pull.id));
  for (const ClassChange& change : text.report.classes) {
    const auto c = static_cast<std::size_t>(change.object_class);
    told.completeness[c] = change.completeness;
    // What tells no moment tells of when it was read; a moment ahead of the reading is none at all.
    const core::Timestamp from = change.data_from.value_or(pull.started);
    if (from <= pull.arrived) told.data_from[c] = from;
  }
  told.unbelieved = std::move(text.report.unbelieved);
  told.gaps = std::move(text.report.gaps);
  told.rejected = std::move(text.report.rejected);
  told.clock_skew_seconds = text.report.clock_skew_seconds;
  return {};
}

core::Result<void> tell_waiting(const Reader& reader, const PullCourse& pull,
                                core::SnapshotSource& told) {
  const PullText text = TRY(text_of(reader, pull.id));
  for (const ClassChange& change : text.report.classes) told.quarantined_removals += change.removed;
  told.quarantined_total = text.report.objects_before;
  return {};
}

// `pulls` are all of one source, ordered by id.
core::Result<std::optional<SourceAt>> source_at(const Reader& reader, const SourceRow& row,
                                                const std::vector<PullCourse>& pulls,
                                                core::AsOf as_of) {
  const PullCourse* attempt = nullptr;
  const PullCourse* applied = nullptr;
  const PullCourse* waiting = nullptr;
  SourceAt source{
      .id = row.id,
      .told = {
          .name = row.identity.name, .kind = row.identity.kind, .system = row.identity.system}};
  for (const PullCourse& pull : pulls) {
    if (pull.became_history) source.newest = pull.id;
    if (pull.arrived > as_of.moment) continue;
    attempt = &pull;
    if (outcome_at(pull, as_of.moment) == PullOutcome::quarantined) waiting = &pull;
    if (!pull.became_history || *pull.became_history > as_of.moment) continue;
    applied = &pull;
    if (pull.whole == Whole::gapless) source.told.last_complete = pull.started;
  }
  if (attempt == nullptr) return std::nullopt;
  TRY(tell_attempt(reader, *attempt, outcome_at(*attempt, as_of.moment), source.told));
  if (applied != nullptr) {
    source.upto = applied->id;
    TRY(tell_history(reader, *applied, source.told));
  }
  if (waiting != nullptr) TRY(tell_waiting(reader, *waiting, source.told));
  return source;
}

}  // namespace

core::Result<CourseAt> course_at(const Reader& reader, core::AsOf as_of) {
  std::map<std::int64_t, std::vector<PullCourse>> by_source;
  CourseAt course;
  for (const PullCourse& pull : TRY(pull_courses(reader))) {
    by_source[pull.source].push_back(pull);
    course.started.resize(static_cast<std::size_t>(pull.id) + 1);
    course.started.back() = pull.started;
  }
  course.source_of_pull.assign(course.started.size(), core::kNone);
  for (const SourceRow& row : TRY(sources_by_name(reader))) {
    const std::vector<PullCourse>& pulls = by_source[row.id];
    auto source = TRY(source_at(reader, row, pulls, as_of));
    if (!source) continue;
    for (const PullCourse& pull : pulls) {
      course.source_of_pull[static_cast<std::size_t>(pull.id)] =
          static_cast<core::Index>(course.sources.size());
    }
    course.sources.push_back(std::move(*source));
  }
  return course;
}

}  // namespace rettesnor::store
