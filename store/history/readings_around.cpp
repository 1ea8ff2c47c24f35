// Finds, for each source, the readings that a moment lies between.
#include "store/history/readings_around.h"

#include <algorithm>
#include <map>

#include "store/history/pull_rows.h"
#include "store/state.h"

namespace rettesnor::store {

namespace {

/// Each given moment that is there, with the one that is kept so far.
void take_newest(std::optional<core::Timestamp>& kept, core::Timestamp moment) {
  kept = kept ? std::max(*kept, moment) : moment;
}

}  // namespace

ReadingSpan span_around(const std::vector<ReadingsAround>& readings, std::string_view system) {
  const bool is_spoken_for =
      std::ranges::find(readings, system, &ReadingsAround::system) != readings.end();
  ReadingSpan span;
  bool has_unread = false;
  for (const ReadingsAround& each : readings) {
    if (is_spoken_for && each.system != system) continue;
    if (!each.before) has_unread = true;
    if (each.before && (!span.before || *each.before < *span.before)) span.before = each.before;
    if (!each.after) continue;
    take_newest(span.after, *each.after);
    take_newest(span.settled, each.after_known);
  }
  if (has_unread) span.before.reset();
  return span;
}

bool is_known(const std::vector<ReadingsAround>& readings) {
  return std::ranges::any_of(readings,
                             [](const ReadingsAround& each) { return each.before.has_value(); });
}

std::optional<core::Timestamp> first_after(const std::vector<ReadingsAround>& readings) {
  std::optional<core::Timestamp> first;
  for (const ReadingsAround& each : readings) {
    if (each.after && (!first || *each.after < *first)) first = each.after;
  }
  return first;
}

core::Result<std::vector<ReadingsAround>> Store::readings_around(core::Timestamp moment) const {
  const std::lock_guard lock(state_->mutex);
  std::map<std::int64_t, std::vector<PullCourse>> by_source;
  for (const PullCourse& pull : TRY(pull_courses(state_->connection))) {
    if (pull.became_history) by_source[pull.source].push_back(pull);
  }
  std::vector<ReadingsAround> found;
  for (const SourceRow& row : TRY(sources_by_name(state_->connection))) {
    ReadingsAround around{.source = row.identity.name, .system = row.identity.system};
    for (const PullCourse& pull : by_source[row.id]) {
      if (*pull.became_history <= moment) {
        around.before = pull.started;
      } else if (!around.after) {
        around.after = pull.started;
        around.after_known = *pull.became_history;
      }
    }
    found.push_back(std::move(around));
  }
  return found;
}

}  // namespace rettesnor::store
