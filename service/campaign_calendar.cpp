// Which planned campaign should be open on a day.
#include "service/campaign_calendar.h"

namespace rettesnor::service {
namespace {

/// The same day so many months later, or the last one of a shorter month.
core::Date months_later(core::Date first, int months) {
  const std::chrono::year_month_day from(first);
  const auto month = from.year() / from.month() + std::chrono::months(months);
  const std::chrono::year_month_day day = month / from.day();
  return day.ok() ? core::Date(day) : core::Date(month / std::chrono::last);
}

}  // namespace

std::optional<PlannedOpening> planned_opening(const policies::CampaignTemplate& plan,
                                              core::Date today) {
  core::Date deadline = plan.first_deadline;
  for (int n = 1; deadline < today; ++n) {
    deadline = plan.every_days > 0 ? plan.first_deadline + core::Days(n * plan.every_days)
                                   : months_later(plan.first_deadline, n * plan.every_months);
  }
  if (today < deadline - core::Days(plan.lead_days)) return std::nullopt;
  const std::size_t shown = plan.every_days > 0 ? 10 : 7;
  return PlannedOpening{plan.name + " " + core::to_iso(deadline).substr(0, shown), deadline};
}

}  // namespace rettesnor::service
