// Holds a moment against the newest event and reading.
#include "store/log/clock_guard.h"

#include <algorithm>
#include <utility>

#include "store/row_fields.h"
#include "store/state.h"

namespace rettesnor::store {

core::Result<std::optional<ClockLeap>> clock_leap(const Reader& reader, core::Timestamp now) {
  std::optional<core::Timestamp> newest;
  const auto take = [&](Statement& query) -> core::Result<void> {
    if (TRY(query.step()) != Statement::Step::row || query.is_null(0)) return {};
    const core::Timestamp moment = moment_of(query.integer(0));
    newest = newest ? std::max(*newest, moment) : moment;
    return {};
  };
  std::int64_t pull = 0;
  std::int64_t sequence = 0;
  auto word = TRY(reader.prepare(
      "SELECT moment, pull, sequence FROM clock_word ORDER BY sequence DESC LIMIT 1"));
  if (TRY(word.step()) == Statement::Step::row) {
    newest = moment_of(word.integer(0));
    pull = word.integer(1);
    sequence = word.integer(2);
  }
  auto read =
      TRY(reader.prepare("SELECT started FROM pull WHERE id > ?1 ORDER BY id DESC LIMIT 1"));
  read.bind(1, pull);
  TRY(take(read));
  // An event is never dated before the one before it, so those after a word on a clock that went
  // back repeat the time that was not believed.
  auto event = TRY(reader.prepare(
      "SELECT at FROM event WHERE sequence > ?1 AND at > ifnull((SELECT at FROM event WHERE "
      "sequence = ?1), 0) ORDER BY sequence DESC LIMIT 1"));
  event.bind(1, sequence);
  TRY(take(event));
  if (!newest) return std::nullopt;
  const bool fits = now >= *newest - kMostBack && now <= *newest + kMostAhead;
  return fits ? std::nullopt : std::optional(ClockLeap{*newest, now});
}

core::Result<std::optional<ClockLeap>> Store::clock_leap(core::Timestamp now) const {
  const std::lock_guard lock(state_->mutex);
  return store::clock_leap(state_->connection, now);
}

void Store::stop_writing(core::Error why) {
  state_->set_stopped(std::move(why));
}

void Store::resume_writing() {
  state_->set_stopped(std::nullopt);
}

std::optional<core::Error> Store::stopped_writing() const {
  return state_->why_stopped();
}

core::Result<void> Store::accept_clock(const audit::Event& event, core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  auto write = TRY(Write::begin(state_->connection, state_->mirror));
  auto insert =
      TRY(write.writer().prepare("INSERT INTO clock_word (sequence, moment, pull) "
                                 "VALUES (?1, ?2, (SELECT ifnull(max(id), 0) FROM pull))"));
  TRY(insert.bind(1, write.sequence_of()).bind(2, seconds_of(now)).run());
  TRY(std::move(write).commit({event, now}));
  state_->set_stopped(std::nullopt);
  return {};
}

}  // namespace rettesnor::store
