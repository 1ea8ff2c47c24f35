// Loads campaigns into memory and passes people on to the reviewer whom the newest history names.
#include "review/state.h"

#include <utility>

#include "review/people.h"
#include "review/route.h"

namespace rettesnor::review {

namespace {

RouteReason route_reason_named(const std::string& name) {
  for (const RouteReason reason : {RouteReason::leader, RouteReason::higher_leader,
                                   RouteReason::sponsor, RouteReason::fallback}) {
    if (name == name_of(reason)) return reason;
  }
  return RouteReason::nobody;
}

/// Where the newest history sends her. Who is unknown by now stays with whom she was sent to, as
/// long as that one is here.
Route newest_route(const MomentFacts& now, const ListedPerson& listed) {
  const Index person = now.person(listed.key);
  if (person != kNone) return route_of(now.graph(), person);
  const Index reviewer = now.person(listed.reviewer);
  if (reviewer != kNone && now.graph().persons[reviewer].current) return {reviewer, listed.reason};
  return fallback_of(now.graph(), kNone);
}

}  // namespace

tl::unexpected<core::Error> may_not(const std::string& what) {
  return core::fail(core::ErrorKind::refused, what);
}

core::Result<const MomentFacts*> Recertification::State::newest() const {
  if (now != nullptr) return now.get();
  return core::fail(core::ErrorKind::unreachable,
                    "The history was not read yet: pull the sources, then try again");
}

core::Result<std::shared_ptr<const MomentFacts>> Recertification::State::moment_at(
    core::AsOf as_of, core::Timestamp moment) const {
  return std::make_shared<const MomentFacts>(
      moment_of(TRY(store.snapshot(as_of)), policy, zone, moment));
}

core::Result<CampaignRoom*> Recertification::State::room(core::CampaignId campaign) {
  if (const auto at = rooms.find(campaign); at != rooms.end()) return &at->second;
  for (const core::Campaign& known : campaigns) {
    if (known.id != campaign) continue;
    CampaignRoom made = populate(known, TRY(moment_at({known.as_of}, known.opened_at)));
    TRY(furnish(made));
    return &rooms.emplace(campaign, std::move(made)).first->second;
  }
  return core::fail(core::ErrorKind::not_found,
                    "There is no campaign " + std::to_string(campaign.value));
}

core::Result<void> Recertification::State::furnish(CampaignRoom& room) const {
  room.answers.clear();
  for (core::Decision& decision : TRY(store.decisions(room.campaign.id))) {
    room.answers[decision.subject][decision.entitlement].push_back(std::move(decision));
  }
  for (const core::Assignment& assignment : TRY(store.assignments(room.campaign.id))) {
    ListedPerson* listed = room.listed(assignment.subject);
    if (listed == nullptr) continue;
    listed->reviewer = assignment.reviewer;
    listed->reason = route_reason_named(assignment.reason);
    listed->assigned = assignment.event;
  }
  room.sign_offs = TRY(store.sign_offs(room.campaign.id));
  room.sort_into_lists();
  return {};
}

core::Result<void> Recertification::State::reroute(CampaignRoom& room, core::Timestamp at) {
  std::vector<core::Assignment> assignments;
  std::vector<audit::Event> events;
  for (const ListedPerson& listed : room.people) {
    if (room.signed_for(listed) != nullptr) continue;
    const Route route = newest_route(*now, listed);
    const std::string reviewer = route.reviewer == kNone ? "" : now->key(route.reviewer);
    if (reviewer == listed.reviewer) continue;
    const std::string reason(name_of(route.reason));
    assignments.push_back({room.campaign.id, listed.key, reviewer, reason, at});
    events.push_back({"rerouted",
                      "system",
                      {{"campaign", std::to_string(room.campaign.id.value)},
                       {"subject", listed.key},
                       {"from", listed.reviewer},
                       {"to", reviewer},
                       {"reason", reason}}});
  }
  if (assignments.empty()) return {};
  for (const core::Assignment& kept : TRY(store.add_assignments(std::move(assignments), events))) {
    ListedPerson* listed = room.listed(kept.subject);
    listed->reviewer = kept.reviewer;
    listed->reason = route_reason_named(kept.reason);
    listed->assigned = kept.event;
  }
  room.sort_into_lists();
  return {};
}

core::Result<std::vector<CampaignRoom*>> Recertification::State::open_rooms() {
  std::vector<CampaignRoom*> found;
  for (const core::Campaign& campaign : campaigns) {
    if (!campaign.closed_at) found.push_back(TRY(room(campaign.id)));
  }
  return found;
}

PersonView Recertification::State::view(const std::string& person) const {
  const Index at = now == nullptr ? kNone : now->person(person);
  if (at != kNone) return person_view(now->graph(), at);
  return {person, person, person, {}, {}};
}

std::string Recertification::State::name(const std::string& person) const {
  return person.empty() ? std::string() : view(person).name;
}

}  // namespace rettesnor::review
