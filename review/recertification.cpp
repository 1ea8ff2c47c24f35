// Who comes in by the one door to campaigns, and what history it stands on.
#include "review/recertification.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "reconcile/questions.h"
#include "review/organisation/people.h"
#include "review/refusal.h"
#include "review/state.h"

namespace rettesnor::review {
namespace {

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

Recertification::Recertification(store::Store& store, const core::LocalZone& zone,
                                 std::shared_ptr<const policies::Policy> policy)
    : state_(std::make_unique<State>(store, zone, std::move(policy))) {}
Recertification::~Recertification() = default;

core::Result<void> Recertification::refresh(core::Timestamp now) {
  const std::lock_guard alone(state_->refreshing);
  auto newest = std::make_shared<const MomentFacts>(
      moment_of(TRY(state_->store.latest()), state_->policy, state_->zone, now));
  const std::lock_guard lock(state_->mutex);
  auto campaigns = TRY(state_->store.campaigns());
  auto deputyships = TRY(state_->store.deputyships());
  auto consultations = TRY(state_->store.consultations());
  auto reports = TRY(state_->store.reports());
  state_->now = std::move(newest);
  state_->consultations = std::move(consultations);
  state_->reports = std::move(reports);
  state_->campaigns = std::move(campaigns);
  state_->deputyships = std::move(deputyships);
  std::erase_if(state_->rooms,
                [](const auto& kept) { return kept.second.campaign.closed_at.has_value(); });
  for (CampaignRoom* room : TRY(state_->open_rooms())) {
    TRY(state_->reroute(*room, now));
    TRY(state_->reroute_rows(*room, now));
  }
  return {};
}

core::Result<void> Recertification::put_in_force(std::shared_ptr<const policies::Policy> policy,
                                                 core::Timestamp now) {
  const std::lock_guard alone(state_->refreshing);
  const std::lock_guard lock(state_->mutex);
  TRY(log_policy(state_->store, *policy, now));
  state_->policy = std::move(policy);
  return {};
}

core::Result<void> Recertification::note_policy_in_force(core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  return log_policy(state_->store, *state_->policy, now);
}

std::shared_ptr<const Moment> Recertification::now() const {
  const std::lock_guard lock(state_->mutex);
  return state_->now == nullptr ? nullptr : state_->now->shared();
}

core::Result<Authority> Recertification::authority(const std::string& person,
                                                   core::Timestamp) const {
  const std::lock_guard lock(state_->mutex);
  const MomentFacts& newest = *TRY(state_->newest());
  const Index at = newest.person(person);
  if (at == kNone || !newest.graph().persons[at].current) {
    return refuse(core::ErrorKind::not_found, Refusal::key_not_current);
  }
  Authority authority = TRY(authority_of(newest.graph(), state_->deputyships, at));
  for (const CampaignRoom* room : TRY(state_->open_rooms())) {
    if (room->lists.contains(person)) return authority.asked_as_leader();
  }
  return authority;
}

core::Result<std::string> Recertification::person_of_login(const std::string& login) const {
  const std::lock_guard lock(state_->mutex);
  const MomentFacts& newest = *TRY(state_->newest());
  const reconcile::AccessGraph& graph = newest.graph();
  Index person = kNone;
  for (const Index account : reconcile::accounts_meant(graph, login)) {
    const reconcile::AccountNode& node = graph.accounts[account];
    if (!node.usable || node.person == kNone || !graph.persons[node.person].current) continue;
    if (person != kNone && person != node.person) {
      return refuse(core::ErrorKind::not_found, Refusal::login_of_several);
    }
    person = node.person;
  }
  if (person == kNone) {
    return refuse(core::ErrorKind::not_found, Refusal::account_unusable);
  }
  return newest.key(person);
}

PersonMeant Recertification::person_meant(const std::string& typed) const {
  const std::size_t begin = typed.find_first_not_of(" \t");
  if (begin == std::string::npos) return {};
  const std::string text = typed.substr(begin, typed.find_last_not_of(" \t") + 1 - begin);
  if (const auto login = person_of_login(text)) return {*login, 1};
  const std::lock_guard lock(state_->mutex);
  if (state_->now == nullptr) return {};
  const MomentFacts& newest = *state_->now;
  if (newest.is_current(text)) return {newest.key(newest.person(text)), 1};
  PersonMeant meant;
  for (Index person = 0; person < newest.graph().persons.size(); ++person) {
    if (!newest.graph().persons[person].current ||
        core::fold(newest.graph().persons[person].name) != core::fold(text)) {
      continue;
    }
    meant.key = newest.key(person);
    ++meant.candidates;
  }
  return meant;
}

std::string Recertification::name_of_person(const std::string& key) const {
  const std::lock_guard lock(state_->mutex);
  return state_->name(key);
}

core::Result<void> Recertification::note(audit::Kind kind, const std::string& actor,
                                         const std::map<std::string, std::string>& facts,
                                         core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  TRY(state_->store.append_event({kind, actor, facts}, now));
  return {};
}

}  // namespace rettesnor::review
