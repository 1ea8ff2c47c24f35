// What one person has, why, who decided it, and who looked; and how she reads it.
#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

#include "review/campaigns/review_rows.h"
#include "review/organisation/deeds.h"
#include "review/organisation/people.h"
#include "review/refusal.h"
#include "review/state.h"

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

}  // namespace

core::Result<MyAccess> Recertification::State::access_of(const std::string& person) const {
  const MomentFacts& facts = *TRY(newest());
  const Index at = facts.person(person);
  if (at == kNone) return refuse(core::ErrorKind::not_found, Refusal::key_unknown);
  MyAccess access;
  access.person = person_view(facts.graph(), at);
  const core::CampaignId beyond_all(std::numeric_limits<std::int64_t>::max());
  const auto decisions = TRY(store.earlier_decisions(beyond_all, person));
  for (const Index right : facts.graph().entitlements_of_person[at]) {
    ReviewRow row = review_row(facts, at, right);
    for (const core::Decision& decision : decisions) {
      if (decision.entitlement != row.entitlement_key) continue;
      row.decision = decision;
      row.decided_by_name = name(decision.decided_by);
    }
    access.rows.push_back(std::move(row));
  }
  access.lookups = TRY(readable_events(store, person));
  for (const core::LoggedEvent& lookup : access.lookups) {
    access.lookup_names.push_back(name(lookup.actor));
  }
  for (const Index account : facts.graph().accounts_of_person[at]) {
    const core::Thing thing = reconcile::thing_of_account(facts.graph(), account);
    access.accounts.push_back({thing.key, thing.ref});
  }
  for (const core::Report& report : reports) {
    const bool is_own = report.kind == "hand_back" || report.kind == "not_me";
    if (is_own && facts.is_same(report.subject, person)) access.reports.push_back(report);
  }
  return access;
}

namespace {

/// About any of her rights, herself or for whom she stands in.
bool is_asked_about(const CampaignRoom& room, const Authority& who, const ListedPerson& listed) {
  return room.asks(who.person(), listed) ||
         std::ranges::any_of(who.stands_in_for(), [&](const std::string& reviewer) {
           return room.asks(reviewer, listed);
         });
}

}  // namespace

core::Result<MyAccess> Recertification::my_access(const Authority& who, core::Timestamp) const {
  const std::lock_guard lock(state_->mutex);
  return state_->access_of(who.person());
}

core::Result<MyAccess> Recertification::access_of(const Authority& who, const std::string& person,
                                                  core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  if (person == who.person()) return state_->access_of(person);
  const MomentFacts& newest = *TRY(state_->newest());
  const Index at = newest.person(person);
  const Index reader = newest.person(who.person());
  bool is_asked = at != kNone && reader != kNone && reports_to(newest.graph(), at, reader);
  for (const CampaignRoom* room : TRY(state_->open_rooms())) {
    const ListedPerson* listed = room->listed(person);
    is_asked = is_asked || (listed != nullptr && is_asked_about(*room, who, *listed));
  }
  if (!is_asked && !may(who, Deed::see_access_of_anybody)) {
    return may_not(Refusal::may_not_see_person);
  }
  if (at == kNone) return refuse(core::ErrorKind::not_found, Refusal::key_unknown);
  TRY(state_->store.append_event(
      {audit::Kind::looked_at_person, who.person(), {{"person", person}}}, now));
  return state_->access_of(person);
}

core::Result<void> Recertification::choose_language(const Authority& who,
                                                    const std::string& language) {
  return state_->store.choose_language(who.person(), language);
}

}  // namespace rettesnor::review
