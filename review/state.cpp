// Loads campaigns into memory, as they are kept.
#include "review/state.h"

#include <limits>
#include <utility>

#include "reconcile/calendar.h"
#include "review/people.h"

namespace rettesnor::review {

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
    TRY(carry(made));
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
    room.take(assignment);
  }
  for (const core::RowAssignment& row : TRY(store.row_assignments(room.campaign.id))) {
    room.take(row);
  }
  room.sign_offs = TRY(store.sign_offs(room.campaign.id));
  room.sort_into_lists();
  return {};
}

core::Result<void> Recertification::State::carry(CampaignRoom& room) const {
  if (room.campaign.carry_months == 0) return {};
  const core::Date oldest =
      reconcile::months_later(zone.date_of(room.campaign.opened_at), -room.campaign.carry_months);
  const core::CampaignId before = room.campaign.id.value != 0
                                      ? room.campaign.id
                                      : core::CampaignId(std::numeric_limits<std::int64_t>::max());
  for (ListedPerson& listed : room.people) {
    carry_over(room, listed, TRY(store.earlier_decisions(before, listed.key)), oldest);
  }
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
  return {person, person, person, {}, {}, {}};
}

std::string Recertification::State::name(const std::string& person) const {
  return person.empty() ? std::string() : view(person).name;
}

}  // namespace rettesnor::review
