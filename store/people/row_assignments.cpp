// Keeps who is asked about single rights: second reviewers, and whom something was sent on to.
#include <utility>

#include "store/columns.h"
#include "store/state.h"

namespace rettesnor::store {

namespace {

constexpr auto kRowAssignment = columns(
    "row_assignment", Column{"campaign", &core::RowAssignment::campaign},
    Column{"subject", &core::RowAssignment::subject},
    Column{"entitlement", &core::RowAssignment::entitlement},
    Column{"seat", &core::RowAssignment::seat}, Column{"reviewer", &core::RowAssignment::reviewer},
    Column{"reason", &core::RowAssignment::reason},
    Column{"comment", &core::RowAssignment::comment},
    Column{"assigned_by", &core::RowAssignment::assigned_by},
    Column{"after_version", &core::RowAssignment::after_version},
    Column{"since", &core::RowAssignment::since}, Column{"event", &core::RowAssignment::event});

}  // namespace

core::Result<std::vector<core::RowAssignment>> Store::add_row_assignments(
    std::vector<core::RowAssignment> assignments, const std::vector<audit::Event>& events) {
  const std::lock_guard lock(state_->mutex);
  const Events told = TRY(Events::of_each(assignments, events, &core::RowAssignment::since));
  auto write = TRY(state_->begin_write());
  for (std::size_t i = 0; i < assignments.size(); ++i) {
    assignments[i].event = write.sequence_of(i);
    TRY(insert_row(write.writer(), kRowAssignment, assignments[i]));
  }
  TRY(std::move(write).commit(told));
  return assignments;
}

core::Result<std::vector<core::RowAssignment>> Store::row_assignments(
    core::CampaignId campaign) const {
  const std::lock_guard lock(state_->mutex);
  auto rows =
      TRY(select_rows(state_->connection, kRowAssignment, "WHERE campaign = ?1 ORDER BY id"));
  rows.bind(1, campaign.value);
  return read_rows(kRowAssignment, std::move(rows));
}

}  // namespace rettesnor::store
