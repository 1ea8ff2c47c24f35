// Tells everything there is to one right of one person in one campaign.
#include <algorithm>
#include <set>
#include <utility>

#include "review/auditing/auditing.h"
#include "review/auditing/looks.h"
#include "review/campaigns/review_rows.h"
#include "review/organisation/deeds.h"
#include "review/organisation/people.h"
#include "review/refusal.h"

namespace rettesnor::review {

namespace {

/// When the last of the old ways was seen to end; empty when one did not end by leaving a group, as
/// when an account was closed.
std::optional<core::Timestamp> broken_since(const MomentFacts& now,
                                            const std::vector<core::Path>& ways,
                                            core::Timestamp from) {
  const reconcile::AccessGraph& graph = now.graph();
  std::map<std::pair<std::string, std::string>, core::Timestamp> ended;  // member, group
  for (const core::MembershipChange& change : graph.snapshot->changes) {
    if (change.what != core::MembershipChange::What::removed || change.seen <= from) continue;
    if (change.member == core::kNone) continue;
    const Index group = graph.entitlement_of_object[change.entitlement];
    const Index account = graph.account_of_object[change.member];
    const Index inner = graph.entitlement_of_object[change.member];
    if (group == kNone || (account == kNone && inner == kNone)) continue;
    const core::Thing member = account != kNone ? reconcile::thing_of_account(graph, account)
                                                : reconcile::thing_of_entitlement(graph, inner);
    ended[{member.ref, reconcile::thing_of_entitlement(graph, group).ref}] = change.seen;
  }
  std::optional<core::Timestamp> last;
  for (const core::Path& way : ways) {
    std::optional<core::Timestamp> broken;
    for (std::size_t i = 0; i + 1 < way.size(); ++i) {
      const auto at = ended.find({way[i].ref, way[i + 1].ref});
      if (at != ended.end() && (!broken || at->second < *broken)) broken = at->second;
    }
    if (!broken) return std::nullopt;
    if (!last || *broken > *last) last = broken;
  }
  return last;
}

}  // namespace

core::Result<DecisionStory> auditing::story(const Change& held, core::CampaignId campaign,
                                            const std::string& subject,
                                            const std::string& entitlement, core::Timestamp now) {
  TRY(check_reader(held.who(), Deed::search_answers));
  const MomentFacts& newest = *TRY(held->newest());
  const CampaignRoom& room = *TRY(held->room(campaign));
  const ListedPerson* listed = room.listed(subject);
  if (listed == nullptr) return refuse(core::ErrorKind::not_found, Refusal::not_in_list);
  const auto asked = room.place_of(*listed, entitlement);
  if (!asked) return refuse(core::ErrorKind::not_found, Refusal::not_asked_about);
  const Index right = listed->rights[*asked];
  TRY(log_look(held->store(), held.who(),
               {"answer",
                subject,
                {{"campaign", std::to_string(campaign.value)}, {"entitlement", entitlement}}},
               now));
  DecisionStory story;
  story.campaign = room.campaign;
  story.subject = person_view(room.facts->graph(), listed->holder);
  const Asked& first = room.asked(*listed, *asked);
  story.reviewer = first.reviewer.empty() ? PersonView{} : held->view(first.reviewer);
  story.route = first.reason;
  story.shown = review_row(*room.facts, listed->holder, right);
  const Index right_today = newest.entitlement(entitlement);
  story.now = right_now(newest, subject, right_today);
  if (story.now == RightNow::gone) {
    story.gone_since = broken_since(newest, story.shown->paths, room.campaign.as_of);
  }
  for (const core::Campaign& other : held->campaigns) {
    std::vector<core::Decision> versions;
    for (core::Decision& decision : TRY(held->store().decisions(other.id))) {
      if (decision.subject != subject || decision.entitlement != entitlement) continue;
      versions.push_back(std::move(decision));
    }
    for (std::size_t i = 0; i < versions.size(); ++i) {
      DecisionLine line = TRY(line_of(held, versions[i], right_today));
      line.newest = i + 1 == versions.size();
      if (other.id == campaign) {
        const bool saw_this = versions[i].seen == story.shown->seen;
        story.versions.push_back({std::move(line), saw_this});
      } else if (line.newest) {
        story.elsewhere.push_back({other, std::move(line), story.shown->system, story.now});
      }
    }
  }
  return story;
}

}  // namespace rettesnor::review
