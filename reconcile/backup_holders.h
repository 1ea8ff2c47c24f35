// Who could step in for a critical right today, and why somebody could not.
#pragma once

#include <string_view>

#include "reconcile/checks.h"

namespace rettesnor::reconcile {

/// Critical, or with a least number of holders.
bool needs_backup(const AccessGraph& graph, Index entitlement);
/// How many able persons it needs; 2 unless the policy says otherwise.
std::int64_t least_holders(const AccessGraph& graph, Index entitlement);

/// Why she could not use the right today, in plain Danish; empty when she could: current, not on
/// long leave, and with an account that has the right and is not certainly unused for long.
std::string_view why_not_able(const CheckInput& input, Index person, Index entitlement);

}  // namespace rettesnor::reconcile
