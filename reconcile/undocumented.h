// Rights that nothing explains, told apart by whether they came around the process.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "reconcile/checks.h"

namespace rettesnor::reconcile {

/// Is this person one whose unexplained rights are findings: a current employment or mandate?
bool answers_for_rights(const AccessGraph& graph, Index person);

/// OUT_OF_BAND speaks of it: privileged, or sensitive and first seen after the first pull.
/// `standing` is extra or unexplained.
bool is_out_of_band(const CheckInput& input, const Standing& standing);

/// A right that no role policy names, and those who answer for their rights and have it. That the
/// organisation has not described it is one question to its owner, not one to each of them.
struct UnruledRight {
  Index entitlement;
  std::size_t holders = 0;
  bool has_direct = false;  ///< somebody has it otherwise than through another right
};
/// By entitlement; those that somebody holds. Leaves out holders whom OUT_OF_BAND names one by one.
std::vector<UnruledRight> unruled_rights(const CheckInput& input);

/// Does a finding speak of the holder alone: her right is named by a rule that does not fit her, or
/// it came to her in a pull after the first, and weighs?
bool is_her_own(const CheckInput& input, const Standing& standing);

/// When she first had the right over any usable account; empty when from the first pull on.
std::optional<Timestamp> first_seen(const CheckInput& input, Index person, Index entitlement);

}  // namespace rettesnor::reconcile
