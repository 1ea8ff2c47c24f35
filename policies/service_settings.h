// What the settings file says about the running service: when sources are read, how mails go
// out, and what is ordered by itself.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/time.h"
#include "policies/settings.h"
#include "policies/settings_table.h"

namespace rettesnor::policies {

/// When a source is read: at a time of the local day, or so often, or (with neither) never.
struct Cadence {
  std::optional<std::chrono::minutes> at;     ///< after local midnight
  std::optional<std::chrono::minutes> every;  ///< after the last reading began
  friend bool operator==(const Cadence&, const Cadence&) = default;
};

/// "02:00", "every 30 minutes", "never"; empty on anything else.
std::optional<Cadence> parse_cadence(std::string_view text);
/// Its own time, else that of all sources, else at night.
Cadence cadence_of(const Settings& settings, const Settings::Source& source);

struct MailSettings {
  std::string server;         ///< "smtp://host:587" or "smtps://host:465"
  std::string sender;         ///< bare address
  std::string user;           ///< or empty
  std::string password_file;  ///< already joined with the folder of the settings, or empty
  std::string ca_file;        ///< the same
  std::string base_url;       ///< ends with "/"
  int per_hour{kMail["per_hour"].default_number};
  int per_run{kMail["per_run"].default_number};
};
/// Empty when the file has no [mail]: then no mail is written.
std::optional<MailSettings> mail_settings(const Settings& settings);

/// What `serve` orders by itself after a reconcile.
struct OrderSettings {
  bool propose_leavers;  ///< accounts of people who are gone
};
OrderSettings order_settings(const Settings& settings);

/// One [[campaign]], opened by `serve` when its time comes.
struct CampaignTemplate {
  std::string name;
  std::string kind;
  core::Date first_deadline;
  int every_months;
  int lead_days;     ///< before the deadline
  int every_days;    ///< > 0: instead of every_months
  int carry_months;  ///< as core::Campaign::carry_months
};
std::vector<CampaignTemplate> campaign_templates(const Settings& settings);

}  // namespace rettesnor::policies
