// Reads [schedule], [mail], [orders] and [[campaign]] from settings that the schema has found good.
#include "policies/service_settings.h"

#include <nlohmann/json.hpp>

#include "core/number.h"
#include "core/text.h"
#include "policies/settings_reader.h"
#include "policies/settings_table.h"

namespace rettesnor::policies {
namespace {

using nlohmann::json;
using std::chrono::minutes;

SettingsReader file_of(const Settings& settings) {
  return SettingsReader(*settings.document, {}, settings.folder);
}

}  // namespace

std::optional<Cadence> parse_cadence(std::string_view text) {
  constexpr std::string_view kEvery = "every ";
  constexpr std::string_view kMinutes = " minutes";
  if (text == "never") return Cadence{};
  if (text.starts_with(kEvery) && text.ends_with(kMinutes) &&
      text.size() > kEvery.size() + kMinutes.size()) {
    text.remove_prefix(kEvery.size());
    text.remove_suffix(kMinutes.size());
    const auto every = core::number_in(text, 1);
    if (!every) return std::nullopt;
    return Cadence{.every = minutes(*every)};
  }
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = core::number_in(text.substr(0, 2), 0, 23);
  const auto minute = core::number_in(text.substr(3), 0, 59);
  if (!hour || !minute) return std::nullopt;
  return Cadence{.at = minutes(*hour * 60 + *minute)};
}

Cadence cadence_of(const Settings& settings, const Settings::Source& source) {
  SettingsReader schedule = file_of(settings).table(kSettings["schedule"]);
  std::string told = schedule.text(kSchedule["pull"]);
  for (const auto& [name, own] : schedule.pairs(kSchedule["sources"])) {
    if (core::fold(name) == core::fold(source.name)) told = own;
  }
  return parse_cadence(told).value_or(Cadence{});  // another text was refused when it was read
}

std::optional<MailSettings> mail_settings(const Settings& settings) {
  SettingsReader file = file_of(settings);
  if (file.find(kSettings["mail"]) == nullptr) return std::nullopt;
  SettingsReader mail = file.table(kSettings["mail"]);
  return MailSettings{.server = mail.text(kMail["server"]),
                      .sender = mail.text(kMail["sender"]),
                      .user = mail.text(kMail["user"]),
                      .password_file = mail.file(kMail["password_file"]),
                      .ca_file = mail.file(kMail["ca_file"]),
                      .base_url = mail.text(kMail["base_url"]),
                      .per_hour = static_cast<int>(mail.number(kMail["per_hour"])),
                      .per_run = static_cast<int>(mail.number(kMail["per_run"]))};
}

OrderSettings order_settings(const Settings& settings) {
  SettingsReader orders = file_of(settings).table(kSettings["orders"]);
  return {.propose_leavers = orders.flag(kOrders["propose_leavers"])};
}

std::vector<CampaignTemplate> campaign_templates(const Settings& settings) {
  std::vector<CampaignTemplate> plans;
  const json* tables = file_of(settings).find(kSettings["campaign"]);
  if (tables == nullptr || !tables->is_array()) return plans;
  for (const json& table : *tables) {
    SettingsReader campaign(table, {}, {});
    const auto number = [&](const Setting& row) { return static_cast<int>(campaign.number(row)); };
    const auto deadline = core::parse_date(campaign.text(kCampaign["first_deadline"]));
    if (!deadline) continue;  // refused when the file was read
    plans.push_back({.name = campaign.text(kCampaign["name"]),
                     .kind = campaign.text(kCampaign["kind"]),
                     .first_deadline = *deadline,
                     .every_months = number(kCampaign["every_months"]),
                     .lead_days = number(kCampaign["lead_days"]),
                     .every_days = number(kCampaign["every_days"]),
                     .carry_months = number(kCampaign["carry_months"])});
  }
  return plans;
}

}  // namespace rettesnor::policies
