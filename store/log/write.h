// One change of the database that counts only together with its events and their lines in the
// mirror.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/event.h"
#include "core/campaign.h"
#include "store/state.h"
#include "store/store.h"

namespace rettesnor::store {

/// Begin, write rows, log() at least one event, commit(). Rolls back when it goes without commit().
class Write {
 public:
  static core::Result<Write> begin(const Connection& connection, LogMirror& mirror);

  /// Puts the event at the end of the log.
  core::Result<core::LoggedEvent> log(const audit::Event& event, core::Timestamp now);
  /// Mirror first, then the database; when the database does not keep it, the mirror is taken back.
  core::Result<void> commit();
  const Connection& connection() const { return *connection_; }

 private:
  Write(const Connection& connection, LogMirror& mirror, Transaction transaction)
      : connection_(&connection), mirror_(&mirror), transaction_(std::move(transaction)) {}
  core::Result<void> find_end();

  const Connection* connection_;
  LogMirror* mirror_;
  Transaction transaction_;
  std::int64_t sequence_ = 0;  // of the last event
  std::optional<core::Timestamp> at_;
  std::string head_ = audit::chain_begin();
  std::int64_t mirrored_ = 0;  // length of the mirror at begin()
  std::string lines_;          // to be appended to it
};

// Parts of a change that is begun.
core::Result<void> insert_report(const Connection& connection, const core::Report& report);
/// not_found when the account does not exist.
core::Result<void> insert_link(const Connection& connection, const LinkWord& word);

}  // namespace rettesnor::store
