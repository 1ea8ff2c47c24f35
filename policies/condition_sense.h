// Can a condition hold at all?
#pragma once

#include <optional>
#include <string>

#include "policies/policy.h"

namespace rettesnor::policies {

/// Why no employment, mandate or engagement can ever meet the condition; empty when one may. Finds
/// contradictions along `all` and `not`, and `any` of which every branch contradicts the rest. It
/// never calls a condition impossible that is not; it does not find every impossible one.
std::optional<std::string> why_never(const Condition& condition);

}  // namespace rettesnor::policies
