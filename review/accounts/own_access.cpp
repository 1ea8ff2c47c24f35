// What one person has, why, who decided it, and who looked.
#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

#include "review/accounts/accounts.h"
#include "review/campaigns/review_rows.h"
#include "review/desk_state.h"
#include "review/organisation/deeds.h"
#include "review/organisation/people.h"

namespace rettesnor::review {

namespace {

constexpr std::size_t kLookups = 100;

/// What of the log she may read herself, newest first.
core::Result<std::vector<core::LoggedEvent>> readable_events(const store::Store& store,
                                                             const std::string& person) {
  std::vector<core::LoggedEvent> events;
  for (const audit::KindRow& row : audit::kinds()) {
    if (row.readers != audit::Readers::auditors_and_person) continue;
    const auto of_kind = TRY(store.events_about(row.kind, person, kLookups));
    events.insert(events.end(), of_kind.begin(), of_kind.end());
  }
  std::ranges::sort(events, std::greater<>(), &core::LoggedEvent::sequence);
  if (events.size() > kLookups) events.resize(kLookups);
  return events;
}

/// What she has at the newest moment, with the newest answer of any campaign.
core::Result<MyAccess> access_now(const Read& held, const std::string& person) {
  const MomentFacts& facts = *TRY(held->newest());
  const Index at = facts.person(person);
  if (at == kNone) return refuse(core::ErrorKind::not_found, Refusal::key_unknown);
  MyAccess access;
  access.person = person_view(facts.graph(), at);
  const core::CampaignId beyond_all(std::numeric_limits<std::int64_t>::max());
  const auto decisions = TRY(held->store().earlier_decisions(beyond_all, person));
  for (const Index right : facts.graph().entitlements_of_person[at]) {
    ReviewRow row = review_row(facts, at, right);
    for (const core::Decision& decision : decisions) {
      if (decision.entitlement != row.entitlement_key) continue;
      row.decision = decision;
      row.decided_by_name = held->name(decision.decided_by);
    }
    access.rows.push_back(std::move(row));
  }
  access.lookups = TRY(readable_events(held->store(), person));
  for (const core::LoggedEvent& lookup : access.lookups) {
    access.lookup_names.push_back(held->name(lookup.actor));
  }
  for (const Index account : facts.graph().accounts_of_person[at]) {
    const core::Thing thing = reconcile::thing_of_account(facts.graph(), account);
    access.accounts.push_back({thing.key, thing.ref});
  }
  for (const core::Report& report : held->reports) {
    const bool is_own = report.kind == "hand_back" || report.kind == "not_me";
    if (is_own && facts.is_same(report.subject, person)) access.reports.push_back(report);
  }
  return access;
}

/// About any of her rights, herself or for whom she stands in.
bool is_asked_about(const CampaignRoom& room, const Authority& who, const ListedPerson& listed) {
  return room.asks(who.person(), listed) ||
         std::ranges::any_of(who.stands_in_for(), [&](const std::string& reviewer) {
           return room.asks(reviewer, listed);
         });
}

}  // namespace

core::Result<MyAccess> accounts::my_access(const Read& held) {
  return access_now(held, held.who().person());
}

core::Result<MyAccess> accounts::access_of(const Change& held, const std::string& person,
                                           core::Timestamp now) {
  if (person == held.who().person()) return access_now(held, person);
  const MomentFacts& newest = *TRY(held->newest());
  const Index at = newest.person(person);
  const Index reader = newest.person(held.who().person());
  bool is_asked = at != kNone && reader != kNone && reports_to(newest.graph(), at, reader);
  for (const CampaignRoom* room : TRY(held->open_rooms())) {
    const ListedPerson* listed = room->listed(person);
    is_asked = is_asked || (listed != nullptr && is_asked_about(*room, held.who(), *listed));
  }
  if (!is_asked && !may(held.who(), Deed::see_access_of_anybody)) {
    return may_not(Refusal::may_not_see_person);
  }
  if (at == kNone) return refuse(core::ErrorKind::not_found, Refusal::key_unknown);
  TRY(held->store().append_event(
      {audit::Kind::looked_at_person, held.who().person(), {{"person", person}}}, now));
  return access_now(held, person);
}

}  // namespace rettesnor::review
