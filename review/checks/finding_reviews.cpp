// Finds what is not as it ought to be, about access and about reviews, and keeps the table of it.
#include <utility>

#include "review/checks/findings.h"
#include "review/checks/review_checks.h"
#include "review/desk_state.h"
#include "review/orders/order_findings.h"
#include "review/orders/orders.h"

namespace rettesnor::review {

core::Result<std::vector<core::Finding>> checks::find(const Read& held) {
  const MomentFacts& facts = *TRY(held->newest());
  const reconcile::CheckInput access(facts.graph(), facts.moment().expected);
  ReviewInput input{access, facts, {}, held->campaigns, {}, held->deputyships};
  for (const CampaignRoom* room : TRY(held->open_rooms())) {
    input.open.push_back({room, TRY(held->store().assignment_history(room->campaign.id))});
  }
  for (const core::Campaign& campaign : held->campaigns) {
    for (core::Decision& decision : TRY(held->store().decisions(campaign.id))) {
      input.decisions.push_back(std::move(decision));
    }
  }
  auto more = run_review_checks(input);
  for (auto& finding :
       order_findings(facts.graph(), TRY(read_stories(held->store())), facts.graph().now)) {
    more.push_back(std::move(finding));
  }
  return run_checks(access, std::move(more));
}

core::Result<store::TrackResult> checks::reconcile(const Change& held, core::Timestamp now) {
  const auto findings = TRY(find(held));
  return held->store().track(findings, now);
}

}  // namespace rettesnor::review
