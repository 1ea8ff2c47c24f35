// The table of checks on how access is reviewed: one row each, pure functions over campaigns.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "reconcile/checks.h"
#include "review/campaigns/campaign_room.h"

namespace rettesnor::review {

/// An open campaign, and everybody who was ever asked in it.
struct OpenCampaign {
  const CampaignRoom* room;
  std::vector<core::Assignment> history;  ///< oldest first
};

/// Everything that a check on reviews may look at.
struct ReviewInput {
  const reconcile::CheckInput& access;  ///< of the newest moment
  const MomentFacts& now;
  std::vector<OpenCampaign> open;
  std::vector<core::Campaign> campaigns;   ///< all, in the order of their opening
  std::vector<core::Decision> decisions;   ///< of all campaigns, in that order
  std::vector<core::Deputyship> deputies;  ///< all that are kept

  const reconcile::AccessGraph& graph() const { return now.graph(); }
};

using core::Finding;
using reconcile::Findings;

/// As reconcile::Check, and its words stand in the same catalogue.
struct ReviewCheck {
  std::string_view code;
  core::Severity severity;
  std::string_view clause;
  Findings (*run)(const ReviewInput& input, const Finding& blank);
};

/// In the order of the catalogue.
std::span<const ReviewCheck> all_review_checks();
/// In the order of the table; run_checks() marks and sorts them.
Findings run_review_checks(const ReviewInput& input);

namespace checks {

Findings review_self_blocked(const ReviewInput& input, const Finding& blank);
Findings review_reciprocal(const ReviewInput& input, const Finding& blank);
Findings review_rubberstamp(const ReviewInput& input, const Finding& blank);
Findings review_overdue(const ReviewInput& input, const Finding& blank);
Findings reviewer_left(const ReviewInput& input, const Finding& blank);
Findings delegation_invalid(const ReviewInput& input, const Finding& blank);
Findings review_stale_snapshot(const ReviewInput& input, const Finding& blank);
Findings coverage_gap(const ReviewInput& input, const Finding& blank);

}  // namespace checks

// What the checks have in common.
core::Thing thing_of_campaign(const core::Campaign& campaign);
/// By key, whether anybody knows her any longer or not.
core::Thing thing_of_key(const MomentFacts& now, const std::string& person);
/// Open, or closed less than 12 months ago.
bool is_recent(const core::Campaign& campaign, const reconcile::AccessGraph& now);

}  // namespace rettesnor::review
