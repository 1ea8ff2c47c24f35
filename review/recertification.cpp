// Who comes in by the one door to campaigns, and what history it stands on.
#include "review/recertification.h"

#include <algorithm>
#include <utility>

#include "reconcile/questions.h"
#include "review/people.h"
#include "review/state.h"

namespace rettesnor::review {

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
  state_->now = std::move(newest);
  state_->campaigns = std::move(campaigns);
  state_->deputyships = std::move(deputyships);
  for (CampaignRoom* room : TRY(state_->open_rooms())) TRY(state_->reroute(*room, now));
  return {};
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
    return core::fail(core::ErrorKind::not_found,
                      "Nobody who is in the service of the municipality today has that key");
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
      return core::fail(core::ErrorKind::not_found,
                        "That login is several people's: write it as System/login");
    }
    person = node.person;
  }
  if (person == kNone) {
    return core::fail(core::ErrorKind::not_found,
                      "No usable account of anybody in the service of the municipality today has "
                      "that login");
  }
  return newest.key(person);
}

std::string Recertification::name_of_person(const std::string& key) const {
  const std::lock_guard lock(state_->mutex);
  return state_->name(key);
}

core::Result<void> Recertification::note(const std::string& kind, const std::string& actor,
                                         const std::map<std::string, std::string>& facts,
                                         core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  TRY(state_->store.append_event({kind, actor, facts}, now));
  return {};
}

}  // namespace rettesnor::review
