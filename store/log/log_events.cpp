// Appends events of their own to the log, and reads it.
#include <algorithm>
#include <limits>

#include "store/row_fields.h"
#include "store/state.h"

namespace rettesnor::store {

namespace {

core::Result<std::vector<core::LoggedEvent>> read_events(Statement& rows) {
  std::vector<core::LoggedEvent> events;
  while (TRY(rows.step()) == Statement::Step::row) {
    events.push_back({rows.integer(0), moment_of(rows.integer(1)), text_at(rows, 2),
                      text_at(rows, 3), text_at(rows, 4), text_at(rows, 5)});
  }
  return events;
}

std::int64_t at_most(std::size_t limit) {
  constexpr auto kMost = static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max());
  return static_cast<std::int64_t>(std::min(limit, kMost));
}

}  // namespace

core::Result<core::LoggedEvent> Store::append_event(const audit::Event& event,
                                                    core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  return TRY(state_->begin_write()).commit({event, now});
}

core::Result<std::vector<core::LoggedEvent>> Store::events(std::int64_t before,
                                                           std::size_t limit) const {
  const std::lock_guard lock(state_->mutex);
  auto rows =
      TRY(state_->connection.prepare("SELECT sequence, at, kind, actor, bytes, hash FROM event "
                                     "WHERE sequence < ?1 ORDER BY sequence DESC LIMIT ?2"));
  rows.bind(1, before > 0 ? before : std::numeric_limits<std::int64_t>::max())
      .bind(2, at_most(limit));
  return read_events(rows);
}

core::Result<std::vector<core::LoggedEvent>> Store::events_about(audit::Kind kind,
                                                                 const std::string& person,
                                                                 std::size_t limit) const {
  const std::lock_guard lock(state_->mutex);
  auto rows = TRY(state_->connection.prepare(
      "SELECT sequence, at, kind, actor, bytes, hash FROM event "
      "WHERE kind = ?1 AND subject = ?2 ORDER BY sequence DESC LIMIT ?3"));
  rows.bind_text(1, audit::name_of(kind)).bind_text(2, person).bind(3, at_most(limit));
  return read_events(rows);
}

}  // namespace rettesnor::store
