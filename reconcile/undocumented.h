// Rights that nothing explains, told apart by whether they came around the process.
#pragma once

#include <optional>

#include "reconcile/checks.h"

namespace rettesnor::reconcile {

/// Is this person one whose unexplained rights are findings: a current employment or mandate?
bool answers_for_rights(const AccessGraph& graph, Index person);

/// OUT_OF_BAND speaks of it: privileged, or sensitive and first seen after the first pull.
/// `standing` is extra or unexplained.
bool is_out_of_band(const CheckInput& input, const Standing& standing);

/// When she first had the right over any usable account; empty when from the first pull on.
std::optional<Timestamp> first_seen(const CheckInput& input, Index person, Index entitlement);

}  // namespace rettesnor::reconcile
