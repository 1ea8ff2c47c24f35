// Decides whether a pull would take away more than a pull may (the breaker).
#pragma once

#include <string>
#include <vector>

#include "store/database.h"
#include "store/history/compare_pull.h"
#include "store/store.h"

namespace rettesnor::store {

/// One plain sentence for every limit that the plan passes; empty = let it through.
core::Result<std::vector<std::string>> breaker_reasons(const Reader& reader, const PullPlan& plan,
                                                       const BreakerLimits& limits);

}  // namespace rettesnor::store
