// Who comes to the desk, and what history it stands on.
#include "review/desk.h"

#include <optional>
#include <stdexcept>
#include <utility>

#include "review/campaigns/rerouting.h"
#include "review/desk_state.h"

namespace rettesnor::review {

namespace {

std::unique_lock<std::mutex> locked(DeskState& state) {
  if (state.holder == std::this_thread::get_id()) {
    throw std::logic_error("this thread holds the desk already");
  }
  std::unique_lock lock(state.mutex);
  state.holder = std::this_thread::get_id();
  return lock;
}

/// Once for each policy that takes the place of another, over restarts as well.
core::Result<void> log_policy(store::Store& store, const policies::Policy& policy,
                              core::Timestamp now) {
  const auto told = TRY(store.events_about(audit::Kind::policy_in_force, "", 1));
  if (!told.empty()) {
    const audit::RecordedEvent event = TRY(audit::read_event(told.front().bytes));
    const auto before = event.facts.find("policy");
    if (before != event.facts.end() && before->second == policy.fingerprint) return {};
  }
  TRY(store.append_event({audit::Kind::policy_in_force, "system", {{"policy", policy.fingerprint}}},
                         now));
  return {};
}

}  // namespace

Hold::Hold(DeskState& state) : lock_(locked(state)), state_(&state) {}

Hold::~Hold() {
  if (lock_.owns_lock()) state_->holder = std::thread::id();
}

Desk::Desk(store::Store& store, const core::LocalZone& zone,
           std::shared_ptr<const policies::Policy> policy)
    : state_(std::make_unique<DeskState>(store, zone, std::move(policy))) {}
Desk::~Desk() = default;

Read Desk::look(Authority who) const {
  return {*state_, std::move(who)};
}

Change Desk::enter(Authority who) {
  return Change(look(std::move(who)));
}

Read Desk::look(Authority who, core::CampaignId campaign) const {
  fetch(campaign);
  return look(std::move(who));
}

Change Desk::enter(Authority who, core::CampaignId campaign) {
  fetch(campaign);
  return enter(std::move(who));
}

void Desk::fetch(core::CampaignId campaign) const {
  std::optional<core::Campaign> closed;
  std::shared_ptr<const policies::Policy> under;
  {
    const Read held = look();
    const auto known = held->campaign(campaign);
    if (!known || !(*known)->closed_at || held->rooms.contains(campaign)) return;
    const auto policy = held->policy_of(**known);
    if (!policy) return;
    closed = **known;
    under = *policy;
  }
  auto facts = state_->moment_at({closed->as_of}, closed->opened_at, std::move(under));
  const Read held = look();
  if (facts && !held->rooms.contains(campaign)) held->fetched[campaign] = std::move(*facts);
}

Read Desk::look() const {
  return look(Authority::of_nobody());
}

Change Desk::enter() {
  return enter(Authority::of_nobody());
}

core::Result<void> Desk::refresh(core::Timestamp now) {
  const std::lock_guard alone(state_->refreshing);
  auto newest = std::make_shared<const MomentFacts>(
      moment_of(TRY(state_->store().latest()), state_->policy, state_->zone, now));
  const Change held = enter();
  auto campaigns = TRY(state_->store().campaigns());
  auto deputyships = TRY(state_->store().deputyships());
  auto consultations = TRY(state_->store().consultations());
  auto reports = TRY(state_->store().reports());
  state_->now = std::move(newest);
  state_->consultations = std::move(consultations);
  state_->reports = std::move(reports);
  state_->campaigns = std::move(campaigns);
  state_->deputyships = std::move(deputyships);
  std::erase_if(state_->rooms,
                [](const auto& kept) { return kept.second.campaign.closed_at.has_value(); });
  state_->fetched.clear();
  for (CampaignRoom* room : TRY(state_->open_rooms())) {
    TRY(reroute(held, *room, now));
    TRY(reroute_rows(held, *room, now));
  }
  return {};
}

core::Result<void> Desk::put_in_force(std::shared_ptr<const policies::Policy> policy,
                                      core::Timestamp now) {
  const std::lock_guard alone(state_->refreshing);
  const Change held = enter();
  TRY(log_policy(held->store(), *policy, now));
  held->policy = std::move(policy);
  return {};
}

core::Result<void> Desk::note_policy_in_force(core::Timestamp now) {
  const Change held = enter();
  return log_policy(held->store(), *held->policy, now);
}

std::shared_ptr<const Moment> Desk::now() const {
  const Read held = look();
  return held->now == nullptr ? nullptr : held->now->shared();
}

std::optional<core::Error> Desk::stopped_writing() const {
  return state_->store().stopped_writing();
}

AnswerDesk& Desk::answers() {
  return state_->answers;
}

}  // namespace rettesnor::review
