// Keeps people's words on whose account this is.
#include <utility>
#include <vector>

#include "core/text.h"
#include "store/pull_rows.h"
#include "store/state.h"

namespace rettesnor::store {

core::Result<void> Store::settle_link(const std::string& system,
                                      const std::string& account_natural_id,
                                      const std::string& person_source, const std::string& person,
                                      const std::string& decided_by, const std::string& reason,
                                      core::Timestamp when) {
  const std::lock_guard lock(state_->mutex);
  if (decided_by.empty()) {
    return core::fail(core::ErrorKind::invalid_input, "A link needs the name of who decides it");
  }
  const Connection& connection = state_->connection;
  auto transaction = TRY(Transaction::begin(connection));
  auto find = TRY(connection.prepare(
      "SELECT object.id FROM source JOIN object ON object.source = source.id "
      "WHERE source.system = ?1 AND object.class = ?2 AND object.natural_id = ?3 "
      "AND object.record IS NOT NULL ORDER BY object.id"));
  find.bind_text(1, system)
      .bind(2, static_cast<std::int64_t>(core::ObjectClass::account))
      .bind_text(3, account_natural_id);
  std::vector<std::int64_t> accounts;
  while (TRY(find.step()) == Statement::Step::row) accounts.push_back(find.integer(0));
  if (accounts.empty()) {
    return core::fail(core::ErrorKind::not_found, "There is no account " +
                                                      core::printable(account_natural_id) +
                                                      " in the system " + core::printable(system) +
                                                      ": check both, or pull the source first");
  }
  auto insert = TRY(connection.prepare(
      "INSERT INTO settled_link (account, person_source, person, decided_by, reason, decided_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
  insert.bind_text(2, person_source)
      .bind_text(3, person)
      .bind_text(4, decided_by)
      .bind_text(5, reason)
      .bind(6, seconds_of(when));
  for (const std::int64_t account : accounts) TRY(insert.bind(1, account).run());
  return transaction.commit();
}

}  // namespace rettesnor::store
