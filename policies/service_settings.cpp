// Reads [schedule], [mail], [orders] and [[campaign]] from settings that the schema has found good.
#include "policies/service_settings.h"

#include <charconv>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/text.h"

namespace rettesnor::policies {
namespace {

using nlohmann::json;
using std::chrono::minutes;

constexpr minutes kNight{2 * 60};

std::optional<int> number_in(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

/// Null when the file has no such table.
const json* table(const Settings& settings, const char* name) {
  const auto found = settings.document->find(name);
  return found != settings.document->end() && found->is_object() ? &*found : nullptr;
}

std::string file_in(const Settings& settings, const json& mail, const char* key) {
  std::string path = mail.value(key, "");
  if (path.empty()) return path;
  return (std::filesystem::path(settings.folder) / path).lexically_normal().string();
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
    const auto every = number_in(text);
    if (!every || *every == 0) return std::nullopt;
    return Cadence{.every = minutes(*every)};
  }
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = number_in(text.substr(0, 2));
  const auto minute = number_in(text.substr(3));
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  return Cadence{.at = minutes(*hour * 60 + *minute)};
}

Cadence cadence_of(const Settings& settings, const Settings::Source& source) {
  Cadence cadence{.at = kNight};
  const json* schedule = table(settings, "schedule");
  if (schedule == nullptr) return cadence;
  if (const auto all = schedule->find("pull"); all != schedule->end() && all->is_string()) {
    cadence = parse_cadence(all->get<std::string>()).value_or(cadence);
  }
  const auto own = schedule->find("sources");
  if (own == schedule->end() || !own->is_object()) return cadence;
  for (const auto& [name, text] : own->items()) {
    if (core::fold(name) != core::fold(source.name) || !text.is_string()) continue;
    cadence = parse_cadence(text.get<std::string>()).value_or(cadence);
  }
  return cadence;
}

std::optional<MailSettings> mail_settings(const Settings& settings) {
  const json* mail = table(settings, "mail");
  if (mail == nullptr) return std::nullopt;
  MailSettings told;
  told.server = mail->value("server", "");
  told.sender = mail->value("sender", "");
  told.user = mail->value("user", "");
  told.password_file = file_in(settings, *mail, "password_file");
  told.ca_file = file_in(settings, *mail, "ca_file");
  told.base_url = mail->value("base_url", "");
  told.per_hour = mail->value("per_hour", told.per_hour);
  told.per_run = mail->value("per_run", told.per_run);
  return told;
}

OrderSettings order_settings(const Settings& settings) {
  OrderSettings told;
  if (const json* orders = table(settings, "orders")) {
    told.propose_leavers = orders->value("propose_leavers", told.propose_leavers);
  }
  return told;
}

std::vector<CampaignTemplate> campaign_templates(const Settings& settings) {
  std::vector<CampaignTemplate> plans;
  const auto tables = settings.document->find("campaign");
  if (tables == settings.document->end() || !tables->is_array()) return plans;
  for (const json& table : *tables) {
    CampaignTemplate plan;
    plan.name = table.value("name", "");
    plan.kind = table.value("kind", plan.kind);
    plan.every_months = table.value("every_months", plan.every_months);
    plan.every_days = table.value("every_days", plan.every_days);
    plan.carry_months = table.value("carry_months", plan.carry_months);
    plan.lead_days = table.value("lead_days", plan.lead_days);
    const auto deadline = core::parse_date(table.value("first_deadline", ""));
    if (!deadline) continue;  // refused when the file was read
    plan.first_deadline = *deadline;
    plans.push_back(std::move(plan));
  }
  return plans;
}

}  // namespace rettesnor::policies
