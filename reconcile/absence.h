// Whose absence other findings already speak of, so that their quiet accounts need no second one.
#pragma once

#include <cstdint>
#include <vector>

#include "reconcile/checks.h"

namespace rettesnor::reconcile {

/// By person: 1 when LEAVER_ENABLED, LEAVER_USED_AFTER, SUSPENDED_ENABLED, LEAVE_ACCESS or
/// MANDATE_ENDED speaks of her.
std::vector<std::uint8_t> absent_persons(const CheckInput& input);

/// Last use after the end of the last day of a person who left, but not from a mandate.
bool used_after_leaving(const CheckInput& input, Index account);

}  // namespace rettesnor::reconcile
