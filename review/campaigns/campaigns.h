// Opening and closing campaigns, and how far each is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/campaign.h"
#include "core/result.h"
#include "review/campaigns/campaign_views.h"

namespace rettesnor::review {

class Change;
class Read;

struct CampaignPlan {
  std::string name;
  std::string kind = "manager";
  core::Date deadline;
  bool second_reviewer = true;  ///< for what is privileged or extra sensitive
  int carry_months = 0;         ///< > 0: what was kept and is as it was then is not asked again
  /// > 0: only what that one, which is closed, has no answer to; its kind counts.
  core::CampaignId follows{0};
};

// Open and close: review administrators; the board also auditors and the security lead.
namespace campaigns {

core::Result<Preflight> preflight(const Read& held, const CampaignPlan& plan, core::Timestamp now);
core::Result<core::Campaign> open(const Change& held, const CampaignPlan& plan,
                                  core::Timestamp now);
/// The same for one that the settings planned; it is opened by "system". Empty when there is
/// nothing to ask about.
core::Result<std::optional<core::Campaign>> open_planned(const Change& held,
                                                         const CampaignPlan& plan,
                                                         core::Timestamp now);
/// Does one of that name exist, open or closed?
bool knows_campaign(const Read& held, const std::string& name);
/// With open items only when `reason` says why; they are counted and never taken as kept.
core::Result<core::Campaign> close(const Change& held, core::CampaignId campaign,
                                   const std::string& reason, core::Timestamp now);
/// Those that she may see the board of, or was asked in.
core::Result<std::vector<core::Campaign>> all(const Read& held);
core::Result<Board> board(const Read& held, core::CampaignId campaign, core::Timestamp now);

}  // namespace campaigns

}  // namespace rettesnor::review
