// The tables of sources and pulls: finding, adding and changing their rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/id.h"
#include "core/pull.h"
#include "core/snapshot.h"
#include "core/time.h"
#include "store/database.h"
#include "store/row_fields.h"
#include "store/store.h"

namespace rettesnor::store {

/// What a pull's row tells beside its times; kept as JSON.
struct PullReport {
  std::vector<ClassChange> classes;
  std::int64_t members_seen = 0;
  std::int64_t members_added = 0;
  std::int64_t members_removed = 0;
  std::int64_t objects_before = 0;  ///< in the classes that were read, before this pull
  std::vector<std::string> breaker_reasons;
  std::vector<core::Gap> gaps;
  std::vector<core::RejectedRow> rejected;
  std::vector<core::SnapshotSource::Unbelieved> unbelieved;
  std::optional<std::int64_t> clock_skew_seconds;
  std::string rejected_by;
};
std::string to_json(const PullReport& report);
core::Result<PullReport> report_from_json(std::string_view json);

/// The breaker's reasons as one sentence.
std::string reasons_in_one(const PullReport& report);

enum class Whole { gapless, holes };

struct PullRow {
  std::int64_t source;
  core::PullOutcome outcome;
  core::Timestamp started;
  core::Timestamp finished;
  core::Timestamp arrived;
  std::optional<core::Timestamp> became_history;
  Whole whole = Whole::holes;
  std::string trouble;
  std::string fingerprint;
  PullReport report;
};

/// All of a pull that fits into an index.
struct PullCourse {
  std::int64_t id;
  std::int64_t source;
  core::PullOutcome outcome;
  core::Timestamp started;
  core::Timestamp arrived;
  std::optional<core::Timestamp> became_history;
  std::optional<core::Timestamp> decided;
  Whole whole;
};

/// All pulls, ordered by id.
core::Result<std::vector<PullCourse>> pull_courses(const Reader& reader);
/// Those of one source, ordered by id.
core::Result<std::vector<PullCourse>> pull_courses(const Reader& reader, std::int64_t source);

struct SourceRow {
  std::int64_t id;
  SourceIdentity identity;
};
core::Result<std::vector<SourceRow>> sources_by_name(const Reader& reader);
/// Finds the source by name and keeps its kind and system up to date, or adds it.
core::Result<std::int64_t> ensure_source(const Writer& writer, const SourceIdentity& source);

core::Result<std::int64_t> insert_pull(const Writer& writer, const PullRow& row);
/// Fingerprint and report of a pull that exists.
struct PullContent {
  std::string fingerprint;
  PullReport report;
};
core::Result<PullContent> content_of(const Reader& reader, std::int64_t pull);
/// Gives a waiting pull its end: released (with when it became history) or rejected.
core::Result<void> decide_pull(const Writer& writer, std::int64_t pull, const PullRow& row,
                               core::Timestamp decided);

/// `where` is a condition over the table `pull` with at most one `?1`, bound to `argument`.
core::Result<std::vector<PullSummary>> summaries(const Reader& reader, std::string_view where,
                                                 std::int64_t argument, std::size_t limit);

/// The newest moment that `courses` know of; no row arrives before it.
core::Timestamp newest_moment(const std::vector<PullCourse>& courses, core::Timestamp at_least);

}  // namespace rettesnor::store
