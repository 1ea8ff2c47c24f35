// Reads from the open campaigns what reviewers still have to do, and from history where to write.
#include "review/mail/open_lists.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/record.h"
#include "review/organisation/deputies.h"
#include "review/organisation/people.h"
#include "review/organisation/route.h"
#include "review/state.h"

namespace rettesnor::review {
namespace {

/// Everything that she is asked about is signed for.
bool is_finished(const CampaignRoom& room, const std::vector<std::size_t>& list,
                 const std::string& reviewer) {
  return std::all_of(list.begin(), list.end(), [&](std::size_t place) {
    const ListedPerson& listed = room.people[place];
    for (std::size_t right = 0; right < listed.rights.size(); ++right) {
      const auto seat = room.seat_of(listed, right, reviewer);
      if (seat && room.signed_row(listed, right, *seat) == nullptr) return false;
    }
    return true;
  });
}

/// Of the people's own source; else of her first account that tells one.
std::string address_of(const reconcile::AccessGraph& graph, Index person) {
  if (!graph.persons[person].mail.empty()) return std::string(graph.persons[person].mail);
  for (const Index account : graph.accounts_of_person[person]) {
    const reconcile::AccountNode& node = graph.accounts[account];
    if (!node.usable || node.kind != reconcile::AccountKind::personal) continue;
    const core::RecordView record(graph.snapshot->objects[node.object].record);
    if (const auto mail = record.get(core::Attribute::mail); !mail.empty()) {
      return std::string(mail);
    }
  }
  return {};
}

}  // namespace

core::Result<std::vector<OpenList>> Recertification::open_lists() const {
  const std::lock_guard lock(state_->mutex);
  const MomentFacts& newest = *TRY(state_->newest());
  std::map<std::string, std::vector<std::string>> deputies;
  for (const core::Deputyship& row : in_force(newest.graph(), state_->deputyships)) {
    deputies[row.leader].push_back(row.deputy);
  }
  std::vector<OpenList> lists;
  for (const CampaignRoom* room : TRY(state_->open_rooms())) {
    for (const auto& [reviewer, people] : room->lists) {
      if (is_finished(*room, people, reviewer)) continue;
      OpenList list;
      list.campaign = room->campaign.id;
      list.campaign_name = room->campaign.name;
      list.opened = state_->zone.date_of(room->campaign.opened_at);
      list.deadline = room->campaign.deadline;
      list.reviewer = reviewer;
      list.reviewer_name = state_->name(reviewer);
      list.deputies = deputies[reviewer];
      std::sort(list.deputies.begin(), list.deputies.end());
      const Index person = newest.person(reviewer);
      const Route route =
          person == kNone ? fallback_of(newest.graph(), kNone) : route_of(newest.graph(), person);
      if (route.reviewer != kNone) list.leader = newest.key(route.reviewer);
      for (const std::size_t place : people) {
        const ListedPerson& listed = room->people[place];
        for (std::size_t right = 0; right < listed.rights.size(); ++right) {
          const auto seat = room->seat_of(listed, right, reviewer);
          if (!seat) continue;
          ++list.items;
          if (room->newest(listed, right, *seat) != nullptr) ++list.answered;
        }
      }
      lists.push_back(std::move(list));
    }
  }
  return lists;
}

core::Result<std::vector<Addressee>> Recertification::addressees(
    const std::vector<std::string>& people) const {
  const std::lock_guard lock(state_->mutex);
  const MomentFacts& newest = *TRY(state_->newest());
  std::vector<Addressee> found;
  for (const std::string& key : people) {
    Addressee addressee{key, state_->name(key), {}};
    const Index person = newest.person(key);
    // Who has left is not written to.
    if (person != kNone && newest.graph().persons[person].current) {
      addressee.address = address_of(newest.graph(), person);
    }
    found.push_back(std::move(addressee));
  }
  return found;
}

core::Result<std::vector<std::string>> Recertification::review_administrators() const {
  const std::lock_guard lock(state_->mutex);
  const MomentFacts& newest = *TRY(state_->newest());
  std::vector<std::string> keys;
  for (const Index person : appointed(newest.graph(), "attesteringsadministrator")) {
    keys.push_back(newest.key(person));
  }
  return keys;
}

}  // namespace rettesnor::review
