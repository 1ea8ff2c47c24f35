// Which planned campaign should be open on a day: worked out from the plan and the day alone.
#pragma once

#include <optional>
#include <string>

#include "core/time.h"
#include "policies/service_settings.h"

namespace rettesnor::service {

struct PlannedOpening {
  std::string name;  ///< of the plan, with the month or day of the deadline: "Halvårlig 2026-12"
  core::Date deadline;
};

/// The first whose deadline is not past, once its lead has begun. One that an outage slept through
/// until after its deadline never comes: the next one does.
std::optional<PlannedOpening> planned_opening(const policies::CampaignTemplate& plan,
                                              core::Date today);

}  // namespace rettesnor::service
