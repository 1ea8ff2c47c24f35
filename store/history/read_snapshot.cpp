// Gives back everything as it was at a moment.
#include <algorithm>

#include "store/history/snapshot_builder.h"
#include "store/history/snapshot_course.h"
#include "store/state.h"

namespace rettesnor::store {

core::Result<core::Snapshot> Store::snapshot(core::AsOf as_of) const {
  const std::lock_guard lock(state_->mutex);
  const CourseAt course = TRY(course_at(state_->connection, as_of));
  SnapshotBuilder builder(state_->connection, course, as_of);
  TRY(builder.read_objects());
  TRY(builder.read_members());
  TRY(builder.read_changes());
  TRY(builder.read_facts());
  TRY(builder.read_vanished());
  TRY(builder.read_links());
  TRY(builder.read_bindings());
  return builder.take();
}

core::Result<core::Snapshot> Store::latest() const {
  const std::lock_guard lock(state_->mutex);
  core::Timestamp newest = newest_moment(TRY(pull_courses(state_->connection)), {});
  const std::int64_t word = TRY(state_->connection.number(
      "SELECT max(ifnull((SELECT max(decided_at) FROM settled_link), 0), "
      "ifnull((SELECT max(bound_at) FROM name_binding WHERE how = 2), 0))"));
  return snapshot({std::max(newest, moment_of(word))});
}

}  // namespace rettesnor::store
