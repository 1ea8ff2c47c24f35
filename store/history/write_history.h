// Writes what a pull changes into history.
#pragma once

#include <cstdint>

#include "core/pull.h"
#include "store/database.h"
#include "store/history/compare_pull.h"

namespace rettesnor::store {

/// Needs an open transaction and the plan that compare_pull made in it. A plan without changes
/// writes nothing.
core::Result<void> write_history(const Writer& writer, const core::Pull& pull, const PullPlan& plan,
                                 std::int64_t pull_id);

}  // namespace rettesnor::store
