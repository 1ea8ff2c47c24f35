// Whether what a source tells of is new enough to decide on.
#pragma once

#include "core/result.h"
#include "reconcile/access_graph.h"

namespace rettesnor::review {

/// refused when it was never read, not for too long, or tells of a moment that is too long ago or
/// not known.
core::Result<void> check_age(const reconcile::AccessGraph& graph,
                             const core::SnapshotSource& source);

}  // namespace rettesnor::review
