// Keeps who is asked about single rights: second reviewers, and whom something was sent on to.
#include <utility>

#include "store/row_fields.h"
#include "store/state.h"

namespace rettesnor::store {

namespace {

core::Result<void> insert_row(const Writer& writer, const core::RowAssignment& row) {
  auto insert = TRY(writer.prepare(
      "INSERT INTO row_assignment (campaign, subject, entitlement, seat, reviewer, reason, "
      "comment, assigned_by, after_version, since, event) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"));
  insert.bind(1, row.campaign.value)
      .bind_text(2, row.subject)
      .bind_text(3, row.entitlement)
      .bind(4, static_cast<std::int64_t>(row.seat))
      .bind_text(5, row.reviewer)
      .bind_text(6, row.reason)
      .bind_text(7, row.comment)
      .bind_text(8, row.assigned_by)
      .bind(9, row.after_version)
      .bind(10, seconds_of(row.since))
      .bind(11, row.event);
  return insert.run();
}

}  // namespace

core::Result<std::vector<core::RowAssignment>> Store::add_row_assignments(
    std::vector<core::RowAssignment> assignments, const std::vector<audit::Event>& events) {
  const std::lock_guard lock(state_->mutex);
  const Events told = TRY(Events::of_each(assignments, events, &core::RowAssignment::since));
  auto write = TRY(state_->begin_write());
  for (std::size_t i = 0; i < assignments.size(); ++i) {
    assignments[i].event = write.sequence_of(i);
    TRY(insert_row(write.writer(), assignments[i]));
  }
  TRY(std::move(write).commit(told));
  return assignments;
}

core::Result<std::vector<core::RowAssignment>> Store::row_assignments(
    core::CampaignId campaign) const {
  const std::lock_guard lock(state_->mutex);
  auto rows = TRY(state_->connection.prepare(
      "SELECT subject, entitlement, seat, reviewer, reason, comment, assigned_by, after_version, "
      "since, event FROM row_assignment WHERE campaign = ?1 ORDER BY id"));
  rows.bind(1, campaign.value);
  std::vector<core::RowAssignment> assignments;
  while (TRY(rows.step()) == Statement::Step::row) {
    core::RowAssignment row;
    row.campaign = campaign;
    row.subject = text_at(rows, 0);
    row.entitlement = text_at(rows, 1);
    row.seat = static_cast<core::Seat>(rows.integer(2));
    row.reviewer = text_at(rows, 3);
    row.reason = text_at(rows, 4);
    row.comment = text_at(rows, 5);
    row.assigned_by = text_at(rows, 6);
    row.after_version = rows.integer(7);
    row.since = moment_of(rows.integer(8));
    row.event = rows.integer(9);
    assignments.push_back(std::move(row));
  }
  return assignments;
}

}  // namespace rettesnor::store
