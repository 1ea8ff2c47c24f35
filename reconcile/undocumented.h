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
  bool out_of_band =
      false;  ///< privileged, or sensitive and somebody came to it after the first pull
  std::vector<Index>
      newcomers;  ///< of what weighs: who were first seen with it after the first pull
};
/// By entitlement; those that somebody holds.
std::vector<UnruledRight> unruled_rights(const CheckInput& input);

/// When she first had the right over any usable account; empty when from the first pull on.
std::optional<Timestamp> first_seen(const CheckInput& input, Index person, Index entitlement);

}  // namespace rettesnor::reconcile
