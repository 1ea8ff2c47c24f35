// A change of the database that counts only with its events and their lines in the mirror.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "audit/event.h"
#include "core/campaign.h"
#include "core/result.h"
#include "store/database.h"
#include "store/log/log_mirror.h"

namespace rettesnor::store {

/// What a write is logged as: one event or more, never none.
class Events {
 public:
  struct Dated {
    audit::Event event;
    core::Timestamp at;
  };

  Events(audit::Event first, core::Timestamp at) { add(std::move(first), at); }
  void add(audit::Event next, core::Timestamp at) { events_.push_back({std::move(next), at}); }
  const std::vector<Dated>& all() const { return events_; }

  /// One for each of `rows`, at the moment that the row names; invalid_input when there is none, or
  /// not as many as rows.
  template <class Row>
  static core::Result<Events> of_each(const std::vector<Row>& rows,
                                      const std::vector<audit::Event>& events,
                                      core::Timestamp Row::*at) {
    if (rows.empty() || rows.size() != events.size()) {
      return core::fail(core::ErrorKind::invalid_input,
                        "Every change needs an event of its own: nothing was changed");
    }
    Events each(events.front(), rows.front().*at);
    for (std::size_t i = 1; i < rows.size(); ++i) each.add(events[i], rows[i].*at);
    return each;
  }

 private:
  std::vector<Dated> events_;
};

/// The only way to change what people decide and what changes what counts. Begin, change rows,
/// commit with the events; it cannot end otherwise, and rolls back when it goes without.
class [[nodiscard]] Write {
 public:
  /// unreachable when the mirror cannot be brought in step with the log.
  static core::Result<Write> begin(const Connection& connection, LogMirror& mirror);

  const Writer& writer() const { return transaction_.writer(); }
  /// The place in the log that one of the events of commit() gets, for rows that name it.
  std::int64_t sequence_of(std::size_t event = 0) const {
    return sequence_ + 1 + static_cast<std::int64_t>(event);
  }
  /// Gives the last event as it stands in the log. Mirror first, then the database; when the
  /// database does not keep it, the mirror is taken back.
  core::Result<core::LoggedEvent> commit(const Events& events) &&;

 private:
  Write(LogMirror& mirror, Transaction transaction)
      : mirror_(&mirror), transaction_(std::move(transaction)) {}
  core::Result<void> find_end();
  core::Result<core::LoggedEvent> log(const Events::Dated& told);

  LogMirror* mirror_;
  Transaction transaction_;
  std::int64_t sequence_ = 0;  // of the last event
  std::optional<core::Timestamp> at_;
  std::string head_ = audit::chain_begin();
  std::int64_t mirrored_ = 0;  // length of the mirror at begin()
  std::string lines_;          // to be appended to it
};

}  // namespace rettesnor::store
