// Campaigns as pages: the list, a new one, the board; and the mails about them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/campaign.h"
#include "review/campaigns/campaign_views.h"
#include "review/mail/open_lists.h"
#include "web/parts/pages.h"

namespace rettesnor::web {

std::string campaigns_page(const Frame& frame, const std::vector<core::Campaign>& campaigns);
/// What stands in the form of a campaign that is not opened yet.
struct CampaignWish {
  std::string name;
  std::optional<core::Date> deadline;
  bool second_reviewer = true;
  int carry_months = 0;
  std::string kind = "manager";
  std::int64_t follows = 0;  ///< > 0: a closed campaign whose unanswered rights are asked again
};
/// Before opening: what it would mean, in numbers, and what forbids it.
std::string new_campaign_page(const Frame& frame, const CampaignWish& wish,
                              const std::optional<review::Preflight>& preflight,
                              const std::optional<Problem>& problem);
std::string board_page(const Frame& frame, const review::Board& board,
                       const std::optional<Problem>& problem);
/// Mails that went out, wait or failed; to whom and why, never what they said.
std::string mails_page(const Frame& frame, const review::MailBox& box);

}  // namespace rettesnor::web
