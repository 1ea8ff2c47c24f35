// What auditors see of one campaign and of the log; every look is logged first.
#include <algorithm>
#include <utility>

#include "review/auditing/looks.h"
#include "review/desk_state.h"
#include "review/organisation/deeds.h"
#include "review/organisation/people.h"

namespace rettesnor::review {

namespace {

core::Result<void> check_auditor(const Authority& who, Deed deed) {
  if (may(who, deed)) return {};
  return may_not(Refusal::may_not_look);
}

/// Of its seat: of two who decide, the newest of each counts.
bool is_newest(const std::vector<core::Decision>& versions, const core::Decision& decision) {
  return std::none_of(versions.begin(), versions.end(), [&](const core::Decision& other) {
    return other.seat == decision.seat && other.version > decision.version;
  });
}

/// Of the campaign's own moment, so that a right that is gone by now still has a name.
std::string ref_of(const CampaignRoom& room, const core::Decision& decision) {
  const ListedPerson* listed = room.listed(decision.subject);
  if (listed == nullptr) return decision.entitlement;
  const auto right = room.place_of(*listed, decision.entitlement);
  if (!right) return decision.entitlement;
  return reconcile::thing_of_entitlement(room.facts->graph(), listed->rights[*right]).ref;
}

}  // namespace

core::Result<std::vector<DecisionLine>> auditing::decisions(const Change& held,
                                                            core::CampaignId campaign,
                                                            core::Timestamp now) {
  TRY(check_auditor(held.who(), Deed::see_decisions));
  const CampaignRoom& room = *TRY(held->room(campaign));
  TRY(held->store().append_event(
      {audit::Kind::auditor_looked,
       held.who().person(),
       {{"at", "decisions"}, {"campaign", std::to_string(campaign.value)}}},
      now));
  std::vector<DecisionLine> lines;
  for (const auto& [subject, rights] : room.answers) {
    const ListedPerson* listed = room.listed(subject);
    const PersonView view =
        listed != nullptr ? person_view(room.facts->graph(), listed->holder) : held->view(subject);
    for (const auto& [entitlement, versions] : rights) {
      for (const core::Decision& decision : versions) {
        lines.push_back({decision, view, ref_of(room, decision), held->name(decision.decided_by),
                         held->name(decision.on_behalf_of), is_newest(versions, decision)});
      }
    }
  }
  return lines;
}

core::Result<std::vector<core::LoggedEvent>> auditing::log(const Change& held, std::int64_t before,
                                                           std::size_t limit, core::Timestamp now) {
  TRY(check_auditor(held.who(), Deed::read_log));
  TRY(held->store().append_event(
      {audit::Kind::auditor_looked,
       held.who().person(),
       {{"at", "log"}, {"before", std::to_string(before)}, {"limit", std::to_string(limit)}}},
      now));
  return held->store().events(before, limit);
}

}  // namespace rettesnor::review
