// Tells in words what a pull would change, for people who decide on it.
#pragma once

#include <vector>

#include "core/pull.h"
#include "store/database.h"
#include "store/history/compare_pull.h"
#include "store/store.h"

namespace rettesnor::store {

inline constexpr std::size_t kMostChangeLines = 1000;

/// At most kMostChangeLines, what is taken away first: removed objects, removed members, changed
/// objects, added objects, added members; each ordered by class and natural id. Must be called
/// before the plan is written.
core::Result<std::vector<ChangeLine>> change_lines(const Reader& reader, const core::Pull& pull,
                                                   const PullPlan& plan);

}  // namespace rettesnor::store
