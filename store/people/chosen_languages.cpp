// Keeps in which language each person reads.
#include <utility>

#include "store/row_fields.h"
#include "store/state.h"
#include "store/store.h"

namespace rettesnor::store {

core::Result<void> Store::choose_language(const std::string& person, const std::string& language) {
  const std::lock_guard lock(state_->mutex);
  auto books = TRY(state_->begin_bookkeeping());
  auto replace = TRY(books.writer().prepare(
      "INSERT OR REPLACE INTO chosen_language (person, language) VALUES (?1, ?2)"));
  replace.bind_text(1, person).bind_text(2, language);
  TRY(replace.run());
  return std::move(books).commit();
}

core::Result<std::string> Store::chosen_language(const std::string& person) const {
  const std::lock_guard lock(state_->mutex);
  auto find =
      TRY(state_->connection.prepare("SELECT language FROM chosen_language WHERE person = ?1"));
  find.bind_text(1, person);
  if (TRY(find.step()) != Statement::Step::row) return std::string();
  return text_at(find, 0);
}

}  // namespace rettesnor::store
