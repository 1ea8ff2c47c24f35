// Whether a person is here, away or gone, and through which capacity.
#pragma once

#include <optional>
#include <span>

#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

std::span<const EmploymentNode> employments_of(const AccessGraph& graph, Index person);
std::span<const MandateNode> mandates_of(const AccessGraph& graph, Index person);
std::span<const EngagementNode> engagements_of(const AccessGraph& graph, Index person);

bool has_current_employment(const AccessGraph& graph, Index person);
bool has_current_mandate(const AccessGraph& graph, Index person);
bool has_current_engagement(const AccessGraph& graph, Index person);

/// The days around today on which she has nothing to do here: between two capacities, or before the
/// first.
struct WithoutCapacity {
  std::optional<Date> from;  ///< empty before the first
  Date until;                ///< inclusive
};
/// Empty for one who is current, who has left, or who has nothing ahead of her.
std::optional<WithoutCapacity> without_capacity(const AccessGraph& graph, Index person);

/// She left before today.
bool has_left(const AccessGraph& graph, Index person);
/// The mandate that was her last ended capacity; null when she has not left, or left from something
/// else. An employment or engagement that ended on the same day goes first.
const MandateNode* left_from_mandate(const AccessGraph& graph, Index person);
/// Released from duty at or before now.
bool is_released(const AccessGraph& graph, Index person);
bool has_usable_account(const AccessGraph& graph, Index person);

struct Leave {
  std::optional<Date> until;  ///< inclusive; the leave that ends first, empty when none has an end
};
/// Her leave, when every current employment of hers (at least one) is on leave today.
std::optional<Leave> current_leave(const AccessGraph& graph, Index person);
/// Is more than `days` of the leave left after today? A leave without an end always has.
bool lasts_longer_than(const Leave& leave, Date today, std::int64_t days);

/// A leave that LEAVE_ACCESS speaks of: no other current capacity, long enough, with a right.
std::optional<Leave> leave_with_access(const AccessGraph& graph, Index person);

}  // namespace rettesnor::reconcile
