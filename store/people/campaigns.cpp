// Opens and closes campaigns, and keeps who is asked about whom in them.
#include <utility>

#include "store/row_fields.h"
#include "store/state.h"

namespace rettesnor::store {

namespace {

core::Result<void> insert_assignment(const Writer& writer, const core::Assignment& assignment) {
  auto insert = TRY(
      writer.prepare("INSERT INTO assignment (campaign, subject, reviewer, reason, since, event) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
  insert.bind(1, assignment.campaign.value)
      .bind_text(2, assignment.subject)
      .bind_text(3, assignment.reviewer)
      .bind_text(4, assignment.reason)
      .bind(5, seconds_of(assignment.since))
      .bind(6, assignment.event);
  return insert.run();
}

core::Result<void> insert_campaign(const Writer& writer, const core::Campaign& campaign) {
  auto insert = TRY(
      writer.prepare("INSERT INTO campaign (id, name, kind, as_of, opened_at, deadline, opened_by, "
                     "second_reviewer, carry_months, since, follows, policy) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"));
  insert.bind(1, campaign.id.value)
      .bind_text(2, campaign.name)
      .bind_text(3, campaign.kind)
      .bind(4, seconds_of(campaign.as_of))
      .bind(5, seconds_of(campaign.opened_at))
      .bind(6, number_of(campaign.deadline))
      .bind_text(7, campaign.opened_by)
      .bind(8, campaign.second_reviewer ? 1 : 0)
      .bind(9, campaign.carry_months)
      .bind(11, campaign.follows.value)
      .bind_text(12, campaign.policy);
  bind_moment(insert, 10, campaign.since);
  return insert.run();
}

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
  TRY(insert_campaign(write.writer(), campaign));
  if (!TRY(knows_policy(write.writer(), policy.fingerprint))) {
    TRY(keep_policy(write.writer(), policy));
  }
  for (core::Assignment& assignment : assignments) {
    assignment.campaign = campaign.id;
    assignment.event = write.sequence_of();
    TRY(insert_assignment(write.writer(), assignment));
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
  auto rows = TRY(state_->connection.prepare(
      "SELECT id, name, kind, as_of, opened_at, deadline, opened_by, closed_at, closed_by, "
      "open_items, close_reason, second_reviewer, carry_months, since, follows, policy "
      "FROM campaign ORDER BY id"));
  std::vector<core::Campaign> campaigns;
  while (TRY(rows.step()) == Statement::Step::row) {
    core::Campaign campaign;
    campaign.id = core::CampaignId(rows.integer(0));
    campaign.name = text_at(rows, 1);
    campaign.kind = text_at(rows, 2);
    campaign.as_of = moment_of(rows.integer(3));
    campaign.opened_at = moment_of(rows.integer(4));
    campaign.deadline = date_of(rows.integer(5));
    campaign.opened_by = text_at(rows, 6);
    campaign.closed_at = moment_at(rows, 7);
    campaign.closed_by = text_at(rows, 8);
    campaign.open_items_at_close = rows.integer(9);
    campaign.close_reason = text_at(rows, 10);
    campaign.second_reviewer = rows.integer(11) != 0;
    campaign.carry_months = static_cast<int>(rows.integer(12));
    campaign.since = moment_at(rows, 13);
    campaign.follows = core::CampaignId(rows.integer(14));
    campaign.policy = text_at(rows, 15);
    campaigns.push_back(std::move(campaign));
  }
  return campaigns;
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
    TRY(insert_assignment(write.writer(), assignments[i]));
  }
  TRY(std::move(write).commit(told));
  return assignments;
}

core::Result<std::vector<core::Assignment>> Store::assignment_history(
    core::CampaignId campaign) const {
  const std::lock_guard lock(state_->mutex);
  auto rows = TRY(
      state_->connection.prepare("SELECT subject, reviewer, reason, since, event FROM assignment "
                                 "WHERE campaign = ?1 ORDER BY id"));
  rows.bind(1, campaign.value);
  std::vector<core::Assignment> assignments;
  while (TRY(rows.step()) == Statement::Step::row) {
    assignments.push_back({campaign, text_at(rows, 0), text_at(rows, 1), text_at(rows, 2),
                           moment_of(rows.integer(3)), rows.integer(4)});
  }
  return assignments;
}

core::Result<std::vector<core::Assignment>> Store::assignments(core::CampaignId campaign) const {
  const std::lock_guard lock(state_->mutex);
  auto rows = TRY(state_->connection.prepare(
      "SELECT subject, reviewer, reason, since, event, max(id) FROM assignment "
      "WHERE campaign = ?1 GROUP BY subject ORDER BY subject"));
  rows.bind(1, campaign.value);
  std::vector<core::Assignment> assignments;
  while (TRY(rows.step()) == Statement::Step::row) {
    assignments.push_back({campaign, text_at(rows, 0), text_at(rows, 1), text_at(rows, 2),
                           moment_of(rows.integer(3)), rows.integer(4)});
  }
  return assignments;
}

}  // namespace rettesnor::store
