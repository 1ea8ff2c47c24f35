// Keeps the receipts of reviewers, and who stands in for whom.
#include <utility>

#include "store/row_fields.h"
#include "store/state.h"

namespace rettesnor::store {

core::Result<core::SignOff> Store::add_sign_off(core::SignOff sign_off, const audit::Event& event) {
  const std::lock_guard lock(state_->mutex);
  auto write = TRY(state_->begin_write());
  sign_off.event = write.sequence_of();
  auto insert = TRY(write.writer().prepare(
      "INSERT INTO sign_off (campaign, reviewer, signed_by, signed_at, items, digest, event) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
  insert.bind(1, sign_off.campaign.value)
      .bind_text(2, sign_off.reviewer)
      .bind_text(3, sign_off.signed_by)
      .bind(4, seconds_of(sign_off.signed_at))
      .bind(5, sign_off.items)
      .bind_text(6, sign_off.digest)
      .bind(7, sign_off.event);
  TRY(insert.run());
  TRY(std::move(write).commit({event, sign_off.signed_at}));
  return sign_off;
}

core::Result<std::vector<core::SignOff>> Store::sign_offs(core::CampaignId campaign) const {
  const std::lock_guard lock(state_->mutex);
  auto rows = TRY(state_->connection.prepare(
      "SELECT reviewer, signed_by, signed_at, items, digest, event FROM sign_off "
      "WHERE campaign = ?1 ORDER BY id"));
  rows.bind(1, campaign.value);
  std::vector<core::SignOff> sign_offs;
  while (TRY(rows.step()) == Statement::Step::row) {
    sign_offs.push_back({campaign, text_at(rows, 0), text_at(rows, 1), moment_of(rows.integer(2)),
                         rows.integer(3), text_at(rows, 4), rows.integer(5)});
  }
  return sign_offs;
}

core::Result<core::Deputyship> Store::add_deputyship(core::Deputyship deputyship,
                                                     const audit::Event& event,
                                                     core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  auto write = TRY(state_->begin_write());
  deputyship.id = TRY(write.writer().number("SELECT ifnull(max(id), 0) + 1 FROM deputyship"));
  auto insert =
      TRY(write.writer().prepare("INSERT INTO deputyship (id, leader, deputy, from_day, "
                                 "to_day, reason, arranged_by, ended_at) "
                                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
  insert.bind(1, deputyship.id)
      .bind_text(2, deputyship.leader)
      .bind_text(3, deputyship.deputy)
      .bind(4, number_of(deputyship.from))
      .bind(5, number_of(deputyship.to))
      .bind_text(6, deputyship.reason)
      .bind_text(7, deputyship.arranged_by);
  bind_moment(insert, 8, deputyship.ended_at);
  TRY(insert.run());
  TRY(std::move(write).commit({event, now}));
  return deputyship;
}

core::Result<std::vector<core::Deputyship>> Store::deputyships() const {
  const std::lock_guard lock(state_->mutex);
  auto rows = TRY(state_->connection.prepare(
      "SELECT id, leader, deputy, from_day, to_day, reason, arranged_by, ended_at FROM deputyship "
      "ORDER BY id"));
  std::vector<core::Deputyship> deputyships;
  while (TRY(rows.step()) == Statement::Step::row) {
    deputyships.push_back({rows.integer(0), text_at(rows, 1), text_at(rows, 2),
                           date_of(rows.integer(3)), date_of(rows.integer(4)), text_at(rows, 5),
                           text_at(rows, 6), moment_at(rows, 7)});
  }
  return deputyships;
}

}  // namespace rettesnor::store
