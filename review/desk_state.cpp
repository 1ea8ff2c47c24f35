// Loads campaigns into memory, as they are kept.
#include "review/desk_state.h"

#include <limits>
#include <utility>

#include "policies/read_policy.h"
#include "reconcile/calendar.h"
#include "review/organisation/people.h"
#include "review/refusal.h"

namespace rettesnor::review {

tl::unexpected<core::Error> may_not(Refusal why) {
  return refuse(core::ErrorKind::refused, why);
}

core::Result<const MomentFacts*> DeskState::newest() const {
  if (now != nullptr) return now.get();
  return refuse(core::ErrorKind::unreachable, Refusal::history_not_read);
}

core::Result<std::shared_ptr<const MomentFacts>> DeskState::moment_at(
    core::AsOf as_of, core::Timestamp moment, std::shared_ptr<const policies::Policy> under) const {
  return std::make_shared<const MomentFacts>(
      moment_of(TRY(store_.snapshot(as_of)), std::move(under), zone, moment));
}

core::Result<std::shared_ptr<const policies::Policy>> DeskState::policy_of(
    const core::Campaign& campaign) const {
  if (campaign.policy.empty() || campaign.policy == policy->fingerprint) return policy;
  const auto known = policies_then_.find(campaign.policy);
  if (known != policies_then_.end()) return known->second;
  const core::PolicyText text = TRY(store_.policy_text(campaign.policy));
  policies::PolicyReading reading = policies::read_policy_texts(text.files);
  if (text.files.empty() || !reading.usable()) return policy;
  auto then = std::make_shared<const policies::Policy>(std::move(reading.policy));
  policies_then_.emplace(campaign.policy, then);
  return then;
}

core::Result<std::vector<const CampaignRoom*>> DeskState::open_beside(
    const core::Campaign& campaign) const {
  std::vector<const CampaignRoom*> beside;
  for (const core::Campaign& other : campaigns) {
    const bool is_before = campaign.id.value == 0 || other.id.value < campaign.id.value;
    const bool was_open = !other.closed_at || *other.closed_at > campaign.opened_at;
    if (is_before && was_open) beside.push_back(TRY(room(other.id)));
  }
  return beside;
}

core::Result<PopulationBasis> DeskState::basis_of(const core::Campaign& campaign) const {
  const auto under = TRY(policy_of(campaign));
  PopulationBasis basis;
  const auto read = fetched.extract(campaign.id);
  basis.facts = read ? read.mapped() : TRY(moment_at({campaign.as_of}, campaign.opened_at, under));
  if (campaign.since) {
    basis.before = TRY(moment_at({*campaign.since}, *campaign.since, under));
    // Nothing was read by then: then nothing can be called new.
    if (basis.before->graph().persons.empty()) basis.before.reset();
  }
  if (campaign.follows.value != 0) {
    const CampaignRoom* followed = TRY(room(campaign.follows));
    basis.not_asked = [followed](const std::string& subject,
                                 const std::string& entitlement) -> std::string_view {
      const ListedPerson* listed = followed->listed(subject);
      const auto right =
          listed == nullptr ? std::nullopt : followed->place_of(*listed, entitlement);
      if (!right) return "other_kind";
      return followed->is_done(*listed, *right) ? "answered_before" : "";
    };
  } else if (kind_of(campaign).looks == CampaignKind::Looks::at_what_happened) {
    const std::vector<const CampaignRoom*> beside = TRY(open_beside(campaign));
    basis.not_asked = [beside](const std::string& subject,
                               const std::string& entitlement) -> std::string_view {
      for (const CampaignRoom* other : beside) {
        const ListedPerson* listed = other->listed(subject);
        if (listed != nullptr && other->place_of(*listed, entitlement)) return "asked_elsewhere";
      }
      return "";
    };
  }
  return basis;
}

core::Result<const CampaignRoom*> DeskState::room(core::CampaignId campaign) const {
  if (const auto at = rooms.find(campaign); at != rooms.end()) return &at->second;
  const core::Campaign& known = *TRY(this->campaign(campaign));
  CampaignRoom made = populate(known, TRY(basis_of(known)));
  TRY(carry(made));
  TRY(furnish(made));
  return &rooms.emplace(campaign, std::move(made)).first->second;
}

core::Result<CampaignRoom*> DeskState::room(core::CampaignId campaign) {
  TRY(std::as_const(*this).room(campaign));
  return &rooms.at(campaign);
}

core::Result<void> DeskState::furnish(CampaignRoom& room) const {
  room.answers.clear();
  for (core::Decision& decision : TRY(store_.decisions(room.campaign.id))) {
    room.answers[decision.subject][decision.entitlement].push_back(std::move(decision));
  }
  for (const core::Assignment& assignment : TRY(store_.assignments(room.campaign.id))) {
    room.take(assignment);
  }
  for (const core::RowAssignment& row : TRY(store_.row_assignments(room.campaign.id))) {
    room.take(row);
  }
  room.sign_offs = TRY(store_.sign_offs(room.campaign.id));
  room.sort_into_lists();
  return {};
}

core::Result<void> DeskState::carry(CampaignRoom& room) const {
  if (room.campaign.carry_months == 0) return {};
  const core::Date oldest =
      reconcile::months_later(zone.date_of(room.campaign.opened_at), -room.campaign.carry_months);
  const core::CampaignId before = room.campaign.id.value != 0
                                      ? room.campaign.id
                                      : core::CampaignId(std::numeric_limits<std::int64_t>::max());
  for (ListedPerson& listed : room.people) {
    carry_over(room, listed, TRY(store_.earlier_decisions(before, listed.key)), oldest);
  }
  return {};
}

core::Result<const core::Campaign*> DeskState::campaign(core::CampaignId id) const {
  for (const core::Campaign& known : campaigns) {
    if (known.id == id) return &known;
  }
  return refuse(core::ErrorKind::not_found, Refusal::campaign_unknown,
                {{"n", std::to_string(id.value)}});
}

core::Result<const std::set<std::string>*> DeskState::asked_in(
    const core::Campaign& campaign) const {
  const auto known = asked_then_.find(campaign.id);
  if (known != asked_then_.end()) return &known->second;
  std::set<std::string> asked;
  const bool by_right = kind_of(campaign).route_of_right != nullptr;
  for (const core::Assignment& each : TRY(store_.assignments(campaign.id))) {
    // Where the owner of each right is asked, a person's own reviewer is so for what has none.
    if (by_right && TRY(newest())->person(each.subject) != kNone) continue;
    asked.insert(each.reviewer);
  }
  for (const core::RowAssignment& each : TRY(store_.row_assignments(campaign.id))) {
    asked.insert(each.reviewer);
  }
  for (const core::SignOff& each : TRY(store_.sign_offs(campaign.id))) asked.insert(each.reviewer);
  return &asked_then_.emplace(campaign.id, std::move(asked)).first->second;
}

core::Result<std::vector<const CampaignRoom*>> DeskState::open_rooms() const {
  std::vector<const CampaignRoom*> found;
  for (const core::Campaign& campaign : campaigns) {
    if (!campaign.closed_at) found.push_back(TRY(room(campaign.id)));
  }
  return found;
}

core::Result<std::vector<CampaignRoom*>> DeskState::open_rooms() {
  std::vector<CampaignRoom*> found;
  for (const core::Campaign& campaign : campaigns) {
    if (!campaign.closed_at) found.push_back(TRY(room(campaign.id)));
  }
  return found;
}

PersonView DeskState::view(const std::string& person) const {
  const Holder known = now == nullptr ? Holder() : now->holder(person);
  if (known.is_known()) return person_view(now->graph(), known);
  return {person, person, person, {}, {}, {}};
}

std::string DeskState::name(const std::string& person) const {
  return person.empty() ? std::string() : view(person).name;
}

}  // namespace rettesnor::review
