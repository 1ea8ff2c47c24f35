// Opens and closes campaigns, and keeps who is asked about whom in them.
#include <utility>

#include "store/columns.h"
#include "store/state.h"

namespace rettesnor::store {

namespace {

constexpr auto kAssignment = columns(
    "assignment", Column{"campaign", &core::Assignment::campaign},
    Column{"subject", &core::Assignment::subject}, Column{"reviewer", &core::Assignment::reviewer},
    Column{"reason", &core::Assignment::reason}, Column{"since", &core::Assignment::since},
    Column{"event", &core::Assignment::event});

constexpr auto kCampaign = columns(
    "campaign", Column{"id", &core::Campaign::id}, Column{"name", &core::Campaign::name},
    Column{"kind", &core::Campaign::kind}, Column{"as_of", &core::Campaign::as_of},
    Column{"opened_at", &core::Campaign::opened_at}, Column{"deadline", &core::Campaign::deadline},
    Column{"opened_by", &core::Campaign::opened_by},
    Column{"closed_at", &core::Campaign::closed_at},
    Column{"closed_by", &core::Campaign::closed_by},
    Column{"open_items", &core::Campaign::open_items_at_close},
    Column{"close_reason", &core::Campaign::close_reason},
    Column{"second_reviewer", &core::Campaign::second_reviewer},
    Column{"carry_months", &core::Campaign::carry_months}, Column{"since", &core::Campaign::since},
    Column{"follows", &core::Campaign::follows}, Column{"policy", &core::Campaign::policy});

core::Result<void> keep_policy(const Writer& writer, const core::PolicyText& policy) {
  auto insert = TRY(
      writer.prepare("INSERT INTO policy_text (fingerprint, file, content) VALUES (?1, ?2, ?3)"));
  for (const auto& [file, content] : policy.files) {
    insert.bind_text(1, policy.fingerprint).bind_text(2, file).bind_text(3, content);
    TRY(insert.run());
  }
  return {};
}

core::Result<bool> knows_policy(const Reader& reader, const std::string& fingerprint) {
  auto find = TRY(reader.prepare("SELECT 1 FROM policy_text WHERE fingerprint = ?1 LIMIT 1"));
  find.bind_text(1, fingerprint);
  return TRY(find.step()) == Statement::Step::row;
}

}  // namespace

core::Result<core::Campaign> Store::open_campaign(core::Campaign campaign,
                                                  std::vector<core::Assignment> assignments,
                                                  audit::Event event,
                                                  const core::PolicyText& policy) {
  const std::lock_guard lock(state_->mutex);
  auto write = TRY(state_->begin_write());
  campaign.id =
      core::CampaignId(TRY(write.writer().number("SELECT ifnull(max(id), 0) + 1 FROM campaign")));
  TRY(insert_row(write.writer(), kCampaign, campaign));
  if (!TRY(knows_policy(write.writer(), policy.fingerprint))) {
    TRY(keep_policy(write.writer(), policy));
  }
  for (core::Assignment& assignment : assignments) {
    assignment.campaign = campaign.id;
    assignment.event = write.sequence_of();
    TRY(insert_row(write.writer(), kAssignment, assignment));
  }
  event.facts["campaign"] = std::to_string(campaign.id.value);
  TRY(std::move(write).commit({std::move(event), campaign.opened_at}));
  return campaign;
}

core::Result<void> Store::close_campaign(const core::Campaign& campaign,
                                         const audit::Event& event) {
  const std::lock_guard lock(state_->mutex);
  if (!campaign.closed_at) {
    return core::fail(core::ErrorKind::invalid_input, "A campaign is closed at a moment");
  }
  auto write = TRY(state_->begin_write());
  auto find = TRY(write.writer().prepare("SELECT closed_at IS NULL FROM campaign WHERE id = ?1"));
  find.bind(1, campaign.id.value);
  if (TRY(find.step()) == Statement::Step::done) {
    return core::fail(core::ErrorKind::not_found,
                      "There is no campaign " + std::to_string(campaign.id.value));
  }
  if (find.integer(0) == 0) {
    return core::fail(core::ErrorKind::conflict,
                      "The campaign " + std::to_string(campaign.id.value) + " is closed already");
  }
  find.reset();
  auto update = TRY(write.writer().prepare(
      "UPDATE campaign SET closed_at = ?2, closed_by = ?3, open_items = ?4, close_reason = ?5 "
      "WHERE id = ?1"));
  update.bind(1, campaign.id.value)
      .bind(2, seconds_of(*campaign.closed_at))
      .bind_text(3, campaign.closed_by)
      .bind(4, campaign.open_items_at_close)
      .bind_text(5, campaign.close_reason);
  TRY(update.run());
  TRY(std::move(write).commit({event, *campaign.closed_at}));
  return {};
}

core::Result<std::vector<core::Campaign>> Store::campaigns() const {
  const std::lock_guard lock(state_->mutex);
  return read_rows(kCampaign, TRY(select_rows(state_->connection, kCampaign, "ORDER BY id")));
}

core::Result<core::PolicyText> Store::policy_text(const std::string& fingerprint) const {
  const std::lock_guard lock(state_->mutex);
  auto rows = TRY(state_->connection.prepare(
      "SELECT file, content FROM policy_text WHERE fingerprint = ?1 ORDER BY file"));
  rows.bind_text(1, fingerprint);
  core::PolicyText text{fingerprint, {}};
  while (TRY(rows.step()) == Statement::Step::row) {
    text.files.emplace_back(text_at(rows, 0), text_at(rows, 1));
  }
  return text;
}

core::Result<std::vector<core::Assignment>> Store::add_assignments(
    std::vector<core::Assignment> assignments, const std::vector<audit::Event>& events) {
  const std::lock_guard lock(state_->mutex);
  const Events told = TRY(Events::of_each(assignments, events, &core::Assignment::since));
  auto write = TRY(state_->begin_write());
  for (std::size_t i = 0; i < assignments.size(); ++i) {
    assignments[i].event = write.sequence_of(i);
    TRY(insert_row(write.writer(), kAssignment, assignments[i]));
  }
  TRY(std::move(write).commit(told));
  return assignments;
}

core::Result<std::vector<core::Assignment>> Store::assignment_history(
    core::CampaignId campaign) const {
  const std::lock_guard lock(state_->mutex);
  auto rows = TRY(select_rows(state_->connection, kAssignment, "WHERE campaign = ?1 ORDER BY id"));
  rows.bind(1, campaign.value);
  return read_rows(kAssignment, std::move(rows));
}

core::Result<std::vector<core::Assignment>> Store::assignments(core::CampaignId campaign) const {
  const std::lock_guard lock(state_->mutex);
  auto rows = TRY(select_rows(state_->connection, kAssignment,
                              "WHERE id IN (SELECT max(id) FROM assignment WHERE campaign = ?1 "
                              "GROUP BY subject) ORDER BY subject"));
  rows.bind(1, campaign.value);
  return read_rows(kAssignment, std::move(rows));
}

}  // namespace rettesnor::store
