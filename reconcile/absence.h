// Whose absence other findings already speak of, so that their quiet accounts need no second one.
#pragma once

#include <cstdint>
#include <vector>

#include "reconcile/checks.h"
#include "reconcile/person_state.h"

namespace rettesnor::reconcile {

/// By person: 1 when LEAVER_ENABLED, LEAVER_UNCONFIRMED, LEAVER_USED_AFTER, SUSPENDED_ENABLED,
/// LEAVE_ACCESS, NO_CAPACITY or MANDATE_ENDED speaks of her.
std::vector<std::uint8_t> absent_persons(const CheckInput& input);

/// Last use after the end of the last day of a person who left, but not from a mandate.
bool used_after_leaving(const CheckInput& input, Index account);

/// What an account of somebody without a capacity is to her. Accounts are made before a first day,
/// and one that stays open for `mover_grace_days` between two engagements harms nobody.
enum class UseInGap : std::uint8_t { none, open, used };
UseInGap use_in_gap(const CheckInput& input, Index account, const WithoutCapacity& gap);

}  // namespace rettesnor::reconcile
