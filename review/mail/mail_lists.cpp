// Reads what reviewers still have to do, where to write to them, and what became of the mails.
#include "review/mail/mail_lists.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/record.h"
#include "review/desk_state.h"
#include "review/organisation/deeds.h"
#include "review/organisation/deputies.h"
#include "review/organisation/people.h"
#include "review/organisation/route.h"

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

core::Result<std::vector<OpenList>> mail::open_lists(const Read& held) {
  const MomentFacts& newest = *TRY(held->newest());
  std::map<std::string, std::vector<std::string>> deputies;
  for (const core::Deputyship& row : in_force(newest.graph(), held->deputyships)) {
    deputies[row.leader].push_back(row.deputy);
  }
  std::vector<OpenList> lists;
  for (const CampaignRoom* room : TRY(held->open_rooms())) {
    for (const auto& [reviewer, people] : room->lists) {
      if (is_finished(*room, people, reviewer)) continue;
      OpenList list;
      list.campaign = room->campaign.id;
      list.campaign_name = room->campaign.name;
      list.opened = held->zone.date_of(room->campaign.opened_at);
      list.deadline = room->campaign.deadline;
      list.reviewer = reviewer;
      list.reviewer_name = held->name(reviewer);
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

core::Result<std::vector<Addressee>> mail::addressees(const Read& held,
                                                      const std::vector<std::string>& people) {
  const MomentFacts& newest = *TRY(held->newest());
  std::vector<Addressee> found;
  for (const std::string& key : people) {
    Addressee addressee{key, held->name(key), {}};
    const Index person = newest.person(key);
    // Who has left is not written to.
    if (person != kNone && newest.graph().persons[person].current) {
      addressee.address = address_of(newest.graph(), person);
    }
    found.push_back(std::move(addressee));
  }
  return found;
}

core::Result<std::vector<std::string>> mail::review_administrators(const Read& held) {
  const MomentFacts& newest = *TRY(held->newest());
  std::vector<std::string> keys;
  for (const Index person : appointed(newest.graph(), "attesteringsadministrator")) {
    keys.push_back(newest.key(person));
  }
  return keys;
}

core::Result<MailBox> mail::mails(const Read& held, std::size_t limit) {
  if (!may(held.who(), Deed::see_mails)) {
    return may_not(Refusal::may_not_see_mails);
  }
  auto kept = TRY(held->store().mails(store::Store::MailChoice::all));
  std::reverse(kept.begin(), kept.end());
  std::stable_partition(kept.begin(), kept.end(), [](const core::Mail& mail) {
    return mail.state == core::MailState::failed;
  });
  if (kept.size() > limit) kept.resize(limit);
  MailBox box;
  for (core::Mail& mail : kept) {
    std::string name = held->name(mail.person);
    box.mails.push_back({std::move(mail), std::move(name)});
  }
  const auto stops = TRY(held->store().events_about(audit::Kind::mail_stopped, "", 1));
  const auto starts = TRY(held->store().events_about(audit::Kind::mail_started, "", 1));
  if (!stops.empty() && (starts.empty() || starts[0].sequence < stops[0].sequence)) {
    box.traffic = MailBox::Traffic::stopped;
  }
  return box;
}

}  // namespace rettesnor::review
