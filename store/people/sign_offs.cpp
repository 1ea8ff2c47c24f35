// Keeps the receipts of reviewers, and who stands in for whom.
#include <utility>

#include "store/columns.h"
#include "store/state.h"

namespace rettesnor::store {

namespace {

constexpr auto kSignOff = columns(
    "sign_off", Column{"campaign", &core::SignOff::campaign},
    Column{"reviewer", &core::SignOff::reviewer}, Column{"signed_by", &core::SignOff::signed_by},
    Column{"signed_at", &core::SignOff::signed_at}, Column{"items", &core::SignOff::items},
    Column{"digest", &core::SignOff::digest}, Column{"event", &core::SignOff::event});

constexpr auto kDeputyship = columns(
    "deputyship", Column{"id", &core::Deputyship::id}, Column{"leader", &core::Deputyship::leader},
    Column{"deputy", &core::Deputyship::deputy}, Column{"from_day", &core::Deputyship::from},
    Column{"to_day", &core::Deputyship::to}, Column{"reason", &core::Deputyship::reason},
    Column{"arranged_by", &core::Deputyship::arranged_by},
    Column{"ended_at", &core::Deputyship::ended_at});

}  // namespace

core::Result<core::SignOff> Store::add_sign_off(core::SignOff sign_off, const audit::Event& event) {
  const std::lock_guard lock(state_->mutex);
  auto write = TRY(state_->begin_write());
  sign_off.event = write.sequence_of();
  TRY(insert_row(write.writer(), kSignOff, sign_off));
  TRY(std::move(write).commit({event, sign_off.signed_at}));
  return sign_off;
}

core::Result<std::vector<core::SignOff>> Store::sign_offs(core::CampaignId campaign) const {
  const std::lock_guard lock(state_->mutex);
  auto rows = TRY(select_rows(state_->connection, kSignOff, "WHERE campaign = ?1 ORDER BY id"));
  rows.bind(1, campaign.value);
  return read_rows(kSignOff, std::move(rows));
}

core::Result<core::Deputyship> Store::add_deputyship(core::Deputyship deputyship,
                                                     const audit::Event& event,
                                                     core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  auto write = TRY(state_->begin_write());
  deputyship.id = TRY(write.writer().number("SELECT ifnull(max(id), 0) + 1 FROM deputyship"));
  TRY(insert_row(write.writer(), kDeputyship, deputyship));
  TRY(std::move(write).commit({event, now}));
  return deputyship;
}

core::Result<std::vector<core::Deputyship>> Store::deputyships() const {
  const std::lock_guard lock(state_->mutex);
  return read_rows(kDeputyship, TRY(select_rows(state_->connection, kDeputyship, "ORDER BY id")));
}

}  // namespace rettesnor::store
