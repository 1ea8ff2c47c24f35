// Finds what is not as it ought to be, about access and about reviews, and keeps the table of it.
#include <utility>

#include "review/checks/review_checks.h"
#include "review/orders/order_findings.h"
#include "review/orders/orders.h"
#include "review/state.h"

namespace rettesnor::review {

core::Result<std::vector<core::Finding>> Recertification::State::find() {
  const MomentFacts& facts = *TRY(newest());
  const reconcile::CheckInput access(facts.graph(), facts.moment().expected);
  ReviewInput input{access, facts, {}, campaigns, {}, deputyships};
  for (CampaignRoom* room : TRY(open_rooms())) {
    input.open.push_back({room, TRY(store.assignment_history(room->campaign.id))});
  }
  for (const core::Campaign& campaign : campaigns) {
    for (core::Decision& decision : TRY(store.decisions(campaign.id))) {
      input.decisions.push_back(std::move(decision));
    }
  }
  auto more = run_review_checks(input);
  for (auto& finding : order_findings(facts.graph(), TRY(read_stories(store)), facts.graph().now)) {
    more.push_back(std::move(finding));
  }
  return run_checks(access, std::move(more));
}

core::Result<std::vector<core::Finding>> Recertification::find() const {
  const std::lock_guard lock(state_->mutex);
  return state_->find();
}

core::Result<store::TrackResult> Recertification::reconcile(core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  const auto findings = TRY(state_->find());
  return state_->store.track(findings, now);
}

}  // namespace rettesnor::review
