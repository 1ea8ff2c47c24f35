// Passes people, and single rights, on to whom the newest history names.
#include <utility>

#include "review/campaigns/rerouting.h"
#include "review/campaigns/second_reviewer.h"
#include "review/desk_state.h"
#include "review/organisation/people.h"
#include "review/organisation/route.h"

namespace rettesnor::review {

namespace {

/// Where the newest history sends her. Who is unknown by now stays with whom she was sent to, as
/// long as that one is here.
Route newest_route(const MomentFacts& now, const CampaignKind& kind, const ListedPerson& listed) {
  const Holder holder = now.holder(listed.key);
  if (holder.is_known() && holder.is_of_same_sort(listed.holder)) {
    return kind.route(now.graph(), holder);
  }
  const Index reviewer = now.person(listed.asked.reviewer);
  if (reviewer != kNone && now.graph().persons[reviewer].current)
    return {reviewer, listed.asked.reason};
  return fallback_of(now.graph(), kNone);
}

/// Assignments of rows with an event for each.
struct RowChanges {
  std::vector<core::RowAssignment> rows;
  std::vector<audit::Event> events;

  void add(core::RowAssignment row, audit::Kind kind, const std::string& from) {
    row.assigned_by = "system";
    events.push_back({kind,
                      "system",
                      {{"campaign", std::to_string(row.campaign.value)},
                       {"subject", row.subject},
                       {"entitlement", row.entitlement},
                       {"from", from},
                       {"to", row.reviewer},
                       {"reason", row.reason}}});
    rows.push_back(std::move(row));
  }
};

core::RowAssignment row_of(const CampaignRoom& room, const ListedPerson& listed, std::size_t right,
                           core::Seat seat, core::Timestamp at) {
  core::RowAssignment row;
  row.campaign = room.campaign.id;
  row.subject = listed.key;
  row.entitlement = room.right_key(listed, right);
  row.seat = seat;
  row.since = at;
  return row;
}

/// Whom it was sent on to is gone, or is by now another whom the row must not be asked of.
bool is_lost(const MomentFacts& now, const ListedPerson& listed, const Ask& ask) {
  if (ask.sent_to.empty()) return false;
  const Index person = now.person(ask.sent_to);
  return person == kNone || !now.graph().persons[person].current ||
         now.key(person) != ask.sent_to || now.is_same(ask.sent_to, listed.key);
}

void take_back(RowChanges& changes, const CampaignRoom& room, const ListedPerson& listed,
               std::size_t right, core::Timestamp at) {
  const Ask& ask = listed.asks[right];
  core::RowAssignment row = row_of(room, listed, right, core::Seat::first, at);
  row.reason = "returned";
  row.after_version = ask.first_after;
  changes.add(std::move(row), audit::Kind::row_returned, ask.sent_to);
}

void seat_second(RowChanges& changes, const CampaignRoom& room, const MomentFacts& now,
                 const ListedPerson& listed, std::size_t right, core::Timestamp at) {
  const Ask& ask = listed.asks[right];
  const std::string& first = is_lost(now, listed, ask)
                                 ? room.asked(listed, right).reviewer
                                 : room.reviewer_of(listed, right, core::Seat::first);
  const SecondReviewer second = second_reviewer_of(now, room, listed, right, first);
  if (second.key == ask.second && second.reason == ask.second_reason) return;
  core::RowAssignment row = row_of(room, listed, right, core::Seat::second, at);
  row.reviewer = second.key;
  row.reason = second.reason;
  changes.add(std::move(row), audit::Kind::second_asked, ask.second);
}

/// Who is asked from now on, where that is another; what was signed for stays.
struct Passing {
  const CampaignRoom& room;
  const MomentFacts& now;
  core::Timestamp at;
  std::vector<core::Assignment> assignments;
  std::vector<audit::Event> events;

  /// `subject`: a person, or a right of anybody.
  void on(const std::string& subject, const Asked& asked, const Route& route) {
    const std::string reviewer = route.reviewer == kNone ? "" : now.key(route.reviewer);
    if (reviewer == asked.reviewer || room.signed_since(asked) != nullptr) return;
    const std::string reason(name_of(route.reason));
    assignments.push_back({room.campaign.id, subject, reviewer, reason, at});
    events.push_back({audit::Kind::rerouted,
                      "system",
                      {{"campaign", std::to_string(room.campaign.id.value)},
                       {"subject", subject},
                       {"from", asked.reviewer},
                       {"to", reviewer},
                       {"reason", reason}}});
  }
};

}  // namespace

core::Result<void> reroute(const Change& held, CampaignRoom& room, core::Timestamp at) {
  const CampaignKind& kind = kind_of(room.campaign);
  Passing passing{room, *held->now, at, {}, {}};
  for (const ListedPerson& listed : room.people) {
    passing.on(listed.key, listed.asked, newest_route(*held->now, kind, listed));
  }
  if (kind.route_of_right != nullptr) {
    for (const std::string& entitlement : room.rights()) {
      const Index right = held->now->entitlement(entitlement);
      const auto asked = room.of_right.find(entitlement);
      passing.on(entitlement, asked == room.of_right.end() ? Asked{} : asked->second,
                 right == kNone ? Route{kNone, RouteReason::nobody}
                                : kind.route_of_right(held->now->graph(), right));
    }
  }
  if (passing.assignments.empty()) return {};
  for (const core::Assignment& kept :
       TRY(held->store().add_assignments(std::move(passing.assignments), passing.events))) {
    room.take(kept);
  }
  room.sort_into_lists();
  return {};
}

core::Result<void> reroute_rows(const Change& held, CampaignRoom& room, core::Timestamp at) {
  RowChanges changes;
  for (const ListedPerson& listed : room.people) {
    for (std::size_t right = 0; right < listed.rights.size(); ++right) {
      const Ask& ask = listed.asks[right];
      if (is_lost(*held->now, listed, ask) &&
          room.signed_row(listed, right, core::Seat::first) == nullptr) {
        take_back(changes, room, listed, right, at);
      }
      if (ask.two && room.signed_row(listed, right, core::Seat::second) == nullptr) {
        seat_second(changes, room, *held->now, listed, right, at);
      }
    }
  }
  if (changes.rows.empty()) return {};
  for (const core::RowAssignment& kept :
       TRY(held->store().add_row_assignments(std::move(changes.rows), changes.events))) {
    room.take(kept);
  }
  room.sort_into_lists();
  return {};
}

}  // namespace rettesnor::review
