// Holds a pull's member lists against the newest lists of its source.
#pragma once

#include "core/pull.h"
#include "store/database.h"
#include "store/history/compare_pull.h"

namespace rettesnor::store {

/// Fills the lists and member counts of a plan whose objects are compared and numbered already.
core::Result<void> compare_members(const Reader& reader, const core::Pull& pull, PullPlan& plan);

}  // namespace rettesnor::store
