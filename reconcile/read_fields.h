// Reads days and moments out of records.
#pragma once

#include <optional>
#include <string_view>

#include "core/time.h"
#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

/// A day, or the local day of a moment. Empty for an empty or unreadable value.
std::optional<Date> day_of(std::string_view text, const core::LocalZone& zone);
/// A moment, or the first one of a local day.
std::optional<Timestamp> moment_of(std::string_view text, const core::LocalZone& zone);
/// A moment, or the last one of a local day.
std::optional<Timestamp> last_moment_of(std::string_view text, const core::LocalZone& zone);

// What a person's capacities are ordered by, before their start.
inline std::string_view sort_text(const EmploymentNode& e) {
  return e.employee_no;
}
inline std::string_view sort_text(const MandateNode& m) {
  return m.body;
}
inline std::string_view sort_text(const EngagementNode& g) {
  return g.vendor;
}

}  // namespace rettesnor::reconcile
