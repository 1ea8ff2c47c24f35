// The thresholds, their built-in values, and which value counts on a day.
#include "policies/thresholds.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "policies/policy.h"

namespace rettesnor::policies {
namespace {

struct Row {
  ThresholdDefault known;
  ThresholdRange range;
};

constexpr auto kRows = std::to_array<Row>({
    {{"agreement_expiring_days", 90,
      "days before its end in which an agreement is about to expire"},
     {1, 730}},
    {{"backup_login_days", 180, "days within which a backup must have signed in"}, {1, 3650}},
    {{"backup_max_leave_days", 14, "days of leave left that a backup may have"}, {0, 365}},
    {{"breaker_members_removed_count", 500,
      "memberships a pull may remove, beside those of members that go"},
     {1, 100000}},
    {{"breaker_removed_count", 20, "objects of one class, and of all, that a pull may remove"},
     {1, 10000}},
    {{"breaker_removed_percent", 5,
      "per cent of one class, of all objects and of the memberships that a pull may remove"},
     {1, 50}},
    {{"breaker_unit_percent", 30, "per cent of one unit's people that a pull may remove"}, {1, 90}},
    {{"bundle_expanded_persons", 25, "persons who gain a right when a group is put into another"},
     {1, 1000000}},
    {{"bundle_window_days", 30, "days for which such a change is shown"}, {1, 3650}},
    {{"clock_skew_seconds", 300, "seconds that a source's clock may differ from ours"}, {1, 86400}},
    {{"dormant_days", 90, "days without a sign-in after which an account is dormant"}, {1, 3650}},
    {{"leave_access_days", 14, "days of leave left from which access is looked at"}, {0, 365}},
    {{"mover_grace_days", 14, "days for which rights of a former post may be kept"}, {0, 365}},
    {{"never_used_days", 90, "days after its creation in which an account must be used"},
     {1, 3650}},
    {{"orders_bulk_per_hour", 10, "orders within an hour from which each needs two approvals"},
     {1, 10000}},
    {{"orders_days_leaver", 1, "working days to remove what a leaver or a vendor's person has"},
     {0, 30}},
    {{"orders_days_ordinary", 5, "working days to remove an ordinary right"}, {0, 60}},
    {{"orders_days_sensitive", 2, "working days to remove a sensitive right"}, {0, 30}},
    {{"orders_grace_days", 30, "days from a proved closing to the removal of the groups"},
     {1, 730}},
    {{"orders_hours_urgent", 4, "hours to remove what is privileged, or of a released person"},
     {1, 168}},
    {{"orders_per_hour", 50, "orders that may be carried out within an hour"}, {1, 10000}},
    {{"orders_percent_per_day", 5, "per cent of a source's accounts that orders touch a day"},
     {1, 99}},
    {{"orders_policy_approves", 0, "1: plain removals that a leader signed for need no approval"},
     {0, 1}},
    {{"password_rotation_days", 365, "days for which a documented change of a password counts"},
     {1, 3650}},
    {{"rehire_gap_days", 14, "days between two employments that make a new hire"}, {0, 3650}},
    {{"review_months_confidential", 12,
      "months within which a right in a system classified FORTROLIG is reviewed"},
     {1, 60}},
    {{"review_months_ordinary", 12, "months within which any other right is reviewed"}, {1, 60}},
    {{"review_months_privileged", 3,
      "months within which a privileged or extra sensitive right is reviewed"},
     {1, 60}},
    {{"review_months_sensitive", 6,
      "months within which a sensitive right, or one in a system classified FØLSOM, is reviewed"},
     {1, 60}},
    {{"review_months_vendor", 6, "months within which a vendor's right is reviewed"}, {1, 60}},
    {{"robot_max_systems", 5, "systems that one robot may hold rights in"}, {1, 1000}},
    {{"rubberstamp_minutes", 2, "minutes in which that many keeps are too quick to be looked at"},
     {1, 1440}},
    {{"rubberstamp_rights", 60, "rights kept by one person so quickly that a sample is advised"},
     {2, 100000}},
    {{"sync_stale_hours", 48, "hours without a pull after which a source is stale"}, {1, 8760}},
});

}  // namespace

const std::vector<ThresholdDefault>& known_thresholds() {
  static const std::vector<ThresholdDefault> kKnown = [] {
    std::vector<ThresholdDefault> known;
    for (const auto& row : kRows) known.push_back(row.known);
    return known;
  }();
  return kKnown;
}

std::optional<ThresholdRange> threshold_range(std::string_view name) {
  const auto row = std::ranges::find(kRows, name, [](const Row& r) { return r.known.name; });
  if (row == kRows.end()) return std::nullopt;
  return row->range;
}

std::int64_t Policy::threshold(std::string_view name, Date day) const {
  const Threshold* newest = nullptr;
  for (const auto& told : thresholds) {
    if (told.name != name || told.from > day) continue;
    if (newest == nullptr || told.from >= newest->from) newest = &told;
  }
  if (newest != nullptr) return newest->value;
  const auto row = std::ranges::find(kRows, name, [](const Row& r) { return r.known.name; });
  assert(row != kRows.end());
  return row == kRows.end() ? 0 : row->known.value;
}

int Policy::baseline(Date day) const {
  const Baseline* newest = nullptr;
  for (const auto& told : baselines) {
    if (told.from > day) continue;
    if (newest == nullptr || told.from >= newest->from) newest = &told;
  }
  return newest == nullptr ? 0 : newest->level;
}

}  // namespace rettesnor::policies
