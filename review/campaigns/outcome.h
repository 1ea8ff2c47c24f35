// What the answers on one right come to, when one person decides and when two do.
#pragma once

#include <optional>
#include <vector>

#include "core/campaign.h"

namespace rettesnor::review {

/// Of all versions on one right in one campaign, oldest first. The newest of each seat counts, and
/// one "remove" of two is enough; else what the first seat says, else the second. Empty without
/// any.
std::optional<core::Answer> outcome_of(const std::vector<core::Decision>& versions);

}  // namespace rettesnor::review
