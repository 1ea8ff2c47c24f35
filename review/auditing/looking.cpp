// What auditors see of one campaign and of the log; every look is logged first.
#include <algorithm>
#include <utility>

#include "review/organisation/deeds.h"
#include "review/organisation/people.h"
#include "review/refusal.h"
#include "review/state.h"

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

core::Result<std::vector<DecisionLine>> Recertification::decisions(const Authority& who,
                                                                   core::CampaignId campaign,
                                                                   core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  TRY(check_auditor(who, Deed::see_decisions));
  const CampaignRoom& room = *TRY(state_->room(campaign));
  TRY(state_->store.append_event(
      {audit::Kind::auditor_looked,
       who.person(),
       {{"at", "decisions"}, {"campaign", std::to_string(campaign.value)}}},
      now));
  std::vector<DecisionLine> lines;
  for (const auto& [subject, rights] : room.answers) {
    const ListedPerson* listed = room.listed(subject);
    const PersonView view = listed != nullptr ? person_view(room.facts->graph(), listed->holder)
                                              : state_->view(subject);
    for (const auto& [entitlement, versions] : rights) {
      for (const core::Decision& decision : versions) {
        lines.push_back({decision, view, ref_of(room, decision), state_->name(decision.decided_by),
                         state_->name(decision.on_behalf_of), is_newest(versions, decision)});
      }
    }
  }
  return lines;
}

core::Result<std::vector<core::LoggedEvent>> Recertification::log(const Authority& who,
                                                                  std::int64_t before,
                                                                  std::size_t limit,
                                                                  core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  TRY(check_auditor(who, Deed::read_log));
  TRY(state_->store.append_event(
      {audit::Kind::auditor_looked,
       who.person(),
       {{"at", "log"}, {"before", std::to_string(before)}, {"limit", std::to_string(limit)}}},
      now));
  return state_->store.events(before, limit);
}

core::Result<MailBox> Recertification::mails(const Authority& who, std::size_t limit) const {
  const std::lock_guard lock(state_->mutex);
  if (!may(who, Deed::see_mails)) {
    return may_not(Refusal::may_not_see_mails);
  }
  auto kept = TRY(state_->store.mails(store::Store::MailChoice::all));
  std::reverse(kept.begin(), kept.end());
  std::stable_partition(kept.begin(), kept.end(), [](const core::Mail& mail) {
    return mail.state == core::MailState::failed;
  });
  if (kept.size() > limit) kept.resize(limit);
  MailBox box;
  for (core::Mail& mail : kept) {
    std::string name = state_->name(mail.person);
    box.mails.push_back({std::move(mail), std::move(name)});
  }
  const auto stops = TRY(state_->store.events_about(audit::Kind::mail_stopped, "", 1));
  const auto starts = TRY(state_->store.events_about(audit::Kind::mail_started, "", 1));
  if (!stops.empty() && (starts.empty() || starts[0].sequence < stops[0].sequence)) {
    box.traffic = MailBox::Traffic::stopped;
  }
  return box;
}

}  // namespace rettesnor::review
