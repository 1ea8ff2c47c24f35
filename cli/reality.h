// What the sources hold, as the policy's reader wants it for its check of references.
#pragma once

#include "core/snapshot.h"
#include "policies/read_policy.h"

namespace rettesnor::cli {

policies::Reality reality_of(const core::Snapshot& snapshot);

}  // namespace rettesnor::cli
