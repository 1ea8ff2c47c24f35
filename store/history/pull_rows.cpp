// The tables of sources and pulls: finding, adding and changing their rows.
#include "store/history/pull_rows.h"

#include <algorithm>
#include <utility>

namespace rettesnor::store {
namespace {

using core::PullOutcome;
using core::Timestamp;

std::optional<Timestamp> moment_or_none(const Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return moment_of(row.integer(column));
}

constexpr Query kCourse =
    "SELECT id, source, outcome, started, arrived, became_history, decided, gapless FROM pull ";

core::Result<std::vector<PullCourse>> read_courses(Statement query) {
  std::vector<PullCourse> courses;
  while (TRY(query.step()) == Statement::Step::row) {
    courses.push_back({.id = query.integer(0),
                       .source = query.integer(1),
                       .outcome = static_cast<PullOutcome>(query.integer(2)),
                       .started = moment_of(query.integer(3)),
                       .arrived = moment_of(query.integer(4)),
                       .became_history = moment_or_none(query, 5),
                       .decided = moment_or_none(query, 6),
                       .whole = query.integer(7) == 1 ? Whole::gapless : Whole::holes});
  }
  std::sort(courses.begin(), courses.end(),
            [](const PullCourse& a, const PullCourse& b) { return a.id < b.id; });
  return courses;
}

core::Result<std::vector<std::string>> words_on(const Reader& reader, std::int64_t pull) {
  auto query =
      TRY(reader.prepare("SELECT person FROM release_word WHERE pull = ?1 ORDER BY position"));
  query.bind(1, pull);
  std::vector<std::string> persons;
  while (TRY(query.step()) == Statement::Step::row) persons.emplace_back(query.bytes(0));
  return persons;
}

}  // namespace

core::Result<std::vector<PullCourse>> pull_courses(const Reader& reader) {
  return read_courses(TRY(reader.prepare(kCourse)));
}

core::Result<std::vector<PullCourse>> pull_courses(const Reader& reader, std::int64_t source) {
  auto query = TRY(reader.prepare(kCourse, "WHERE source = ?1"));
  query.bind(1, source);
  return read_courses(std::move(query));
}

core::Result<std::vector<SourceRow>> sources_by_name(const Reader& reader) {
  auto query = TRY(reader.prepare("SELECT id, name, kind, system FROM source ORDER BY name"));
  std::vector<SourceRow> sources;
  while (TRY(query.step()) == Statement::Step::row) {
    sources.push_back(
        {query.integer(0),
         {std::string(query.bytes(1)), std::string(query.bytes(2)), std::string(query.bytes(3))}});
  }
  return sources;
}

core::Result<std::int64_t> ensure_source(const Writer& writer, const SourceIdentity& source) {
  auto query = TRY(writer.prepare("SELECT id, kind, system FROM source WHERE name = ?1"));
  query.bind_text(1, source.name);
  if (TRY(query.step()) == Statement::Step::row) {
    const std::int64_t id = query.integer(0);
    if (query.bytes(1) == source.kind && query.bytes(2) == source.system) return id;
    auto update = TRY(writer.prepare("UPDATE source SET kind = ?2, system = ?3 WHERE id = ?1"));
    TRY(update.bind(1, id).bind_text(2, source.kind).bind_text(3, source.system).run());
    return id;
  }
  auto insert = TRY(
      writer.prepare("INSERT INTO source (name, kind, system) VALUES (?1, ?2, ?3) RETURNING id"));
  insert.bind_text(1, source.name).bind_text(2, source.kind).bind_text(3, source.system);
  TRY(insert.step());
  const std::int64_t id = insert.integer(0);
  TRY(insert.step());
  return id;
}

core::Result<std::int64_t> insert_pull(const Writer& writer, const PullRow& row) {
  auto insert = TRY(writer.prepare(
      "INSERT INTO pull (source, outcome, started, finished, arrived, became_history, gapless, "
      "trouble, report, fingerprint) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) RETURNING "
      "id"));
  const std::string report = to_json(row.report);
  insert.bind(1, row.source)
      .bind(2, static_cast<std::int64_t>(row.outcome))
      .bind(3, seconds_of(row.started))
      .bind(4, seconds_of(row.finished))
      .bind(5, seconds_of(row.arrived))
      .bind(7, row.whole == Whole::gapless ? 1 : 0)
      .bind_text(8, row.trouble)
      .bind_text(9, report)
      .bind_blob(10, row.fingerprint);
  if (row.became_history) insert.bind(6, seconds_of(*row.became_history));
  TRY(insert.step());
  const std::int64_t id = insert.integer(0);
  TRY(insert.step());
  return id;
}

core::Result<PullContent> content_of(const Reader& reader, std::int64_t pull) {
  auto query = TRY(reader.prepare("SELECT fingerprint, report FROM pull WHERE id = ?1"));
  query.bind(1, pull);
  TRY(query.step());
  PullContent content{std::string(query.bytes(0)), {}};
  content.report = TRY(report_from_json(query.bytes(1)));
  return content;
}

core::Result<void> decide_pull(const Writer& writer, std::int64_t pull, const PullRow& row,
                               Timestamp decided) {
  auto update = TRY(writer.prepare(
      "UPDATE pull SET outcome = ?2, became_history = ?3, decided = ?4, trouble = ?5, report = ?6 "
      "WHERE id = ?1"));
  const std::string report = to_json(row.report);
  update.bind(1, pull)
      .bind(2, static_cast<std::int64_t>(row.outcome))
      .bind(4, seconds_of(decided))
      .bind_text(5, row.trouble)
      .bind_text(6, report);
  if (row.became_history) update.bind(3, seconds_of(*row.became_history));
  return update.run();
}

core::Result<std::vector<PullSummary>> summaries(const Reader& reader, std::string_view where,
                                                 std::int64_t argument, std::size_t limit) {
  auto query = TRY(reader.prepare(
      "SELECT pull.id, source.name, outcome, started, finished, trouble, report FROM pull "
      "JOIN source ON source.id = pull.source WHERE ",
      std::string(where) + " ORDER BY pull.id DESC LIMIT ?2"));
  query.bind(1, argument)
      .bind(2, static_cast<std::int64_t>(std::min<std::size_t>(limit, 1u << 30)));
  std::vector<PullSummary> found;
  while (TRY(query.step()) == Statement::Step::row) {
    PullReport report = TRY(report_from_json(query.bytes(6)));
    found.push_back({.pull = core::PullId(query.integer(0)),
                     .source = std::string(query.bytes(1)),
                     .outcome = static_cast<PullOutcome>(query.integer(2)),
                     .started = moment_of(query.integer(3)),
                     .finished = moment_of(query.integer(4)),
                     .classes = std::move(report.classes),
                     .members_seen = report.members_seen,
                     .members_added = report.members_added,
                     .members_removed = report.members_removed,
                     .breaker_reasons = std::move(report.breaker_reasons),
                     .trouble = std::string(query.bytes(5)),
                     .released_by = {}});
  }
  for (PullSummary& summary : found) {
    summary.released_by = TRY(words_on(reader, summary.pull.value));
  }
  return found;
}

Timestamp newest_moment(const std::vector<PullCourse>& courses, Timestamp at_least) {
  Timestamp newest = at_least;
  for (const PullCourse& course : courses) {
    newest = std::max(newest, course.arrived);
    if (course.decided) newest = std::max(newest, *course.decided);
  }
  return newest;
}

}  // namespace rettesnor::store
