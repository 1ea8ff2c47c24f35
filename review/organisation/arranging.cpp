// Arranging deputies, and ending what was arranged.
#include <algorithm>
#include <utility>

#include "core/text.h"
#include "reconcile/calendar.h"
#include "review/desk_state.h"
#include "review/organisation/deeds.h"
#include "review/organisation/deputies.h"
#include "review/organisation/people.h"
#include "review/organisation/persons.h"
#include "review/refusal.h"

namespace rettesnor::review {

namespace {

core::Result<void> check_people(const core::Deputyship& wish, const MomentFacts& now) {
  if (wish.leader == wish.deputy) return refuse(core::ErrorKind::refused, Refusal::own_deputy);
  for (const std::string& key : {wish.leader, wish.deputy}) {
    const Index person = now.person(key);
    if (person == kNone || !now.graph().persons[person].current) {
      return refuse(core::ErrorKind::not_found, Refusal::deputy_not_here);
    }
  }
  return {};
}

core::Result<void> check_period(const core::Deputyship& wish, core::Date today) {
  if (wish.to < wish.from) {
    return refuse(core::ErrorKind::invalid_input, Refusal::days_reversed);
  }
  if (wish.to < today) return refuse(core::ErrorKind::refused, Refusal::period_over);
  if (wish.to > reconcile::months_later(wish.from, 12))
    return refuse(core::ErrorKind::refused, Refusal::deputy_too_long);
  return {};
}

bool overlaps(const core::Deputyship& a, const core::Deputyship& b) {
  return a.from <= b.to && b.from <= a.to;
}

/// Who stands in cannot be stood in for by another in the same days, nor the other way round.
core::Result<void> check_chain(const core::Deputyship& wish,
                               const std::vector<core::Deputyship>& kept) {
  for (const core::Deputyship& other : newest_of_each(kept)) {
    if (other.ended_at || !overlaps(wish, other)) continue;
    if (other.leader == wish.deputy || other.deputy == wish.leader) {
      return refuse(core::ErrorKind::refused, Refusal::deputy_of_deputy);
    }
  }
  return {};
}

audit::Event event_of(const core::Deputyship& deputyship) {
  return {deputyship.ended_at ? audit::Kind::deputy_ended : audit::Kind::deputy_arranged,
          deputyship.arranged_by,
          {{"leader", deputyship.leader},
           {"deputy", deputyship.deputy},
           {"from", core::to_iso(deputyship.from)},
           {"to", core::to_iso(deputyship.to)},
           {"reason", deputyship.reason}}};
}

}  // namespace

core::Result<core::Deputyship> organisation::arrange_deputy(const Change& held,
                                                            const core::Deputyship& wish,
                                                            core::Timestamp now) {
  const MomentFacts& newest = *TRY(held->newest());
  const bool is_own = may(held.who(), Deed::arrange_deputies) && wish.leader == held.who().person();
  if (!is_own && !may(held.who(), Deed::arrange_deputies_of_others)) {
    return refuse(core::ErrorKind::refused, Refusal::not_her_deputy);
  }
  core::Deputyship arranged = wish;
  arranged.arranged_by = held.who().person();
  arranged.reason = core::to_valid_utf8(wish.reason);
  if (wish.ended_at) {
    const auto kept = newest_of_each(held->deputyships);
    const auto at = std::find_if(kept.begin(), kept.end(), [&](const core::Deputyship& row) {
      return row.leader == wish.leader && row.deputy == wish.deputy && row.from == wish.from &&
             !row.ended_at;
    });
    if (at == kept.end()) {
      return refuse(core::ErrorKind::not_found, Refusal::no_such_deputy);
    }
    arranged.to = at->to;
    arranged.ended_at = now;
  } else {
    TRY(check_people(arranged, newest));
    TRY(check_period(arranged, held->zone.date_of(now)));
    TRY(check_chain(arranged, held->deputyships));
  }
  arranged = TRY(held->store().add_deputyship(arranged, event_of(arranged), now));
  held->deputyships.push_back(arranged);
  return arranged;
}

core::Result<std::vector<core::Deputyship>> organisation::deputyships(const Read& held) {
  const bool sees_all = may(held.who(), Deed::see_all_deputies);
  std::vector<core::Deputyship> rows = newest_of_each(held->deputyships);
  std::erase_if(rows, [&](const core::Deputyship& row) {
    return !sees_all && row.leader != held.who().person() && row.deputy != held.who().person();
  });
  return rows;
}

}  // namespace rettesnor::review
