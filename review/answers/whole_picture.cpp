// What a reviewer sees beside the rows that she is asked about: other rights, and what changed.
#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "review/answers/answering.h"
#include "review/campaigns/advice.h"
#include "review/campaigns/review_rows.h"
#include "review/desk_state.h"
#include "review/organisation/people.h"
#include "review/refusal.h"

namespace rettesnor::review {

namespace {

RightChange change_of(const MomentFacts& facts, Index right, RightChange::What what) {
  const core::Thing thing = reconcile::thing_of_entitlement(facts.graph(), right);
  RightChange change;
  change.what = what;
  change.ref = thing.ref;
  change.name = thing.label;
  change.description = description_of(facts.graph(), right);
  change.system = facts.graph().systems[facts.graph().entitlements[right].system].name;
  change.sensitivity = sensitivity_of(facts.graph(), right);
  return change;
}

std::set<std::string> rights_of(const MomentFacts& facts, Index person) {
  std::set<std::string> keys;
  if (person == kNone) return keys;
  for (const Index right : facts.graph().entitlements_of_person[person]) {
    keys.insert(facts.entitlement_key(right));
  }
  return keys;
}

/// Rights at `facts` that are not among `others`.
void add_changes(PersonChanges& changes, const MomentFacts& facts, Index person,
                 const std::set<std::string>& others, RightChange::What what) {
  if (person == kNone) return;
  for (const Index right : facts.graph().entitlements_of_person[person]) {
    if (others.contains(facts.entitlement_key(right))) continue;
    RightChange change = change_of(facts, right, what);
    if (what == RightChange::What::granted) {
      change.since = review_row(facts, person, right).since;
    }
    changes.changes.push_back(std::move(change));
  }
}

}  // namespace

core::Result<std::vector<OtherRight>> answers::other_rights(const Read& held,
                                                            core::CampaignId campaign,
                                                            const std::string& reviewer,
                                                            const std::string& subject) {
  const CampaignRoom& room = *TRY(held->room(campaign));
  const ListedPerson& listed = *TRY(listed_for(room, held.who(), reviewer, subject));
  if (listed.asked.reviewer != reviewer || !listed.holder.is_person()) {
    return refuse(core::ErrorKind::refused, Refusal::single_rows);
  }
  std::vector<OtherRight> others;
  for (const Index right : room.facts->graph().entitlements_of_person[listed.holder.person]) {
    const std::string& key = room.facts->entitlement_key(right);
    OtherRight other;
    const auto place = room.place_of(listed, key);
    if (place && room.seat_of(listed, *place, reviewer)) continue;
    other.row = review_row(*room.facts, listed.holder, right);
    other.reason = "exempt";
    if (place) {
      other.reason = "first";
      other.who = held->name(room.reviewer_of(listed, *place, core::Seat::first));
    }
    for (const Carried& carried : listed.carried) {
      if (carried.right != right) continue;
      other.reason = "carried";
      other.who = held->name(carried.decision.decided_by);
      other.row.previous = carried.decision;
    }
    others.push_back(std::move(other));
  }
  std::sort(others.begin(), others.end(), [](const OtherRight& a, const OtherRight& b) {
    return std::tie(a.row.system, a.row.name, a.row.entitlement_key) <
           std::tie(b.row.system, b.row.name, b.row.entitlement_key);
  });
  return others;
}

core::Result<PersonChanges> answers::changes(const Read& held, core::CampaignId campaign,
                                             const std::string& reviewer,
                                             const std::string& subject) {
  const CampaignRoom& room = *TRY(held->room(campaign));
  const ListedPerson& listed = *TRY(listed_for(room, held.who(), reviewer, subject));
  if (listed.asked.reviewer != reviewer || !listed.holder.is_person()) {
    return refuse(core::ErrorKind::refused, Refusal::single_rows);
  }
  PersonChanges changes;
  const CampaignRoom* earlier = nullptr;
  for (auto known = held->campaigns.rbegin(); known != held->campaigns.rend(); ++known) {
    if (known->id.value >= campaign.value) continue;
    const CampaignRoom* candidate = TRY(held->room(known->id));
    if (candidate->listed(subject) == nullptr) continue;
    earlier = candidate;
    break;
  }
  if (earlier == nullptr) return changes;
  changes.campaign_name = earlier->campaign.name;
  changes.since = earlier->campaign.as_of;
  const Index then = earlier->listed(subject)->holder.person;
  const std::set<std::string> before = rights_of(*earlier->facts, then);
  const std::set<std::string> after = rights_of(*room.facts, listed.holder.person);
  add_changes(changes, *room.facts, listed.holder.person, before, RightChange::What::granted);
  add_changes(changes, *earlier->facts, then, after, RightChange::What::removed);
  std::sort(changes.changes.begin(), changes.changes.end(),
            [](const RightChange& a, const RightChange& b) {
              return std::tie(a.what, a.system, a.name, a.ref) <
                     std::tie(b.what, b.system, b.name, b.ref);
            });
  return changes;
}

}  // namespace rettesnor::review
