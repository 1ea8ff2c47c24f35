// `campaign`: access reviews from the command line, while no server holds the store.
#pragma once

#include <string>

#include "cli/app.h"
#include "core/campaign.h"

namespace rettesnor::cli {

struct CampaignListOptions {};
core::Result<CampaignListOptions> campaign_list_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_campaign_list(App& app, const CampaignListOptions& options);

struct CampaignOpening {
  std::string name;
  core::Date deadline;
  std::string by;
  enum class Second { asked, nobody } second = Second::asked;
  int carry_months = 0;
  core::CampaignId follows{0};  ///< > 0: its unanswered rights are asked again
  std::string kind = "manager";
};
core::Result<CampaignOpening> campaign_opening(App& app, const Arguments& arguments);
core::Result<ExitCode> run_campaign_open(App& app, const CampaignOpening& opening);

struct CampaignClosing {
  core::CampaignId campaign{0};
  std::string by;
  std::string reason;  ///< may be empty when everything is answered
};
core::Result<CampaignClosing> campaign_closing(App& app, const Arguments& arguments);
core::Result<ExitCode> run_campaign_close(App& app, const CampaignClosing& closing);

}  // namespace rettesnor::cli
