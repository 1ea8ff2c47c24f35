// Keeps people's words on whose account this is.
#include <utility>
#include <vector>

#include "core/text.h"
#include "store/people/inserts.h"
#include "store/row_fields.h"
#include "store/state.h"

namespace rettesnor::store {

core::Result<void> insert_link(const Writer& writer, const LinkWord& word) {
  if (word.decided_by.empty()) {
    return core::fail(core::ErrorKind::invalid_input, "A link needs the name of who decides it");
  }
  auto find = TRY(
      writer.prepare("SELECT object.id FROM source JOIN object ON object.source = source.id "
                     "WHERE source.system = ?1 AND object.class = ?2 AND object.natural_id = ?3 "
                     "AND object.record IS NOT NULL ORDER BY object.id"));
  find.bind_text(1, word.system)
      .bind(2, static_cast<std::int64_t>(core::ObjectClass::account))
      .bind_text(3, word.account);
  std::vector<std::int64_t> accounts;
  while (TRY(find.step()) == Statement::Step::row) accounts.push_back(find.integer(0));
  if (accounts.empty()) {
    return core::fail(core::ErrorKind::not_found,
                      "There is no account " + core::printable(word.account) + " in the system " +
                          core::printable(word.system) + ": check both, or pull the source first");
  }
  find.reset();
  auto insert = TRY(writer.prepare(
      "INSERT INTO settled_link (account, person_source, person, decided_by, reason, decided_at, "
      "accepted_until) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
  insert.bind_text(2, word.person_source)
      .bind_text(3, word.person)
      .bind_text(4, word.decided_by)
      .bind_text(5, word.reason)
      .bind(6, seconds_of(word.when));
  bind_day(insert, 7, word.accepted_until);
  for (const std::int64_t account : accounts) TRY(insert.bind(1, account).run());
  return {};
}

core::Result<void> Store::settle_link(const LinkWord& word, const audit::Event& event) {
  const std::lock_guard lock(state_->mutex);
  auto write = TRY(state_->begin_write());
  TRY(insert_link(write.writer(), word));
  TRY(std::move(write).commit({event, word.when}));
  return {};
}

}  // namespace rettesnor::store
