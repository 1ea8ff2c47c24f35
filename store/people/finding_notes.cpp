// Keeps who looks into a finding, and what was noted.
#include <utility>

#include "store/row_fields.h"
#include "store/state.h"

namespace rettesnor::store {

namespace {

/// The 16 bytes that 32 hexadecimal digits stand for; empty for anything else.
std::string bytes_of_id(const std::string& hex) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size() && hex.size() == 32; i += 2) {
    const std::size_t high = kDigits.find(hex[i]);
    const std::size_t low = kDigits.find(hex[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return {};
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

}  // namespace

core::Result<core::FindingNote> Store::add_finding_note(core::FindingNote note,
                                                        const audit::Event& event) {
  const std::lock_guard lock(state_->mutex);
  auto write = TRY(state_->begin_write());
  const std::string id = bytes_of_id(note.finding);
  auto find = TRY(write.writer().prepare("SELECT count(*) FROM finding WHERE id = ?1"));
  find.bind_blob(1, id);
  const auto step = TRY(find.step());
  if (step == Statement::Step::done || find.integer(0) == 0) {
    return core::fail(core::ErrorKind::not_found, "There is no finding with that id");
  }
  find.reset();
  auto insert = TRY(write.writer().prepare(
      "INSERT INTO finding_note (finding, assignee, text, noted_by, noted_at, event) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
  insert.bind_blob(1, id)
      .bind_text(2, note.assignee)
      .bind_text(3, note.text)
      .bind_text(4, note.noted_by)
      .bind(5, seconds_of(note.noted_at))
      .bind(6, write.sequence_of());
  TRY(insert.run());
  TRY(std::move(write).commit({event, note.noted_at}));
  return note;
}

core::Result<std::vector<core::FindingNote>> Store::finding_notes() const {
  const std::lock_guard lock(state_->mutex);
  auto rows = TRY(state_->connection.prepare(
      "SELECT lower(hex(finding)), assignee, text, noted_by, noted_at FROM finding_note "
      "ORDER BY id"));
  std::vector<core::FindingNote> notes;
  while (TRY(rows.step()) == Statement::Step::row) {
    notes.push_back({text_at(rows, 0), text_at(rows, 1), text_at(rows, 2), text_at(rows, 3),
                     moment_of(rows.integer(4))});
  }
  return notes;
}

}  // namespace rettesnor::store
