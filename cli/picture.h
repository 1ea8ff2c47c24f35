// One moment of the municipality, taken from the store and held against the policy.
#pragma once

#include <memory>

#include "cli/app.h"
#include "core/snapshot.h"
#include "reconcile/access_graph.h"

namespace rettesnor::cli {

/// Graph and what it points into, kept together: never moved once made.
struct Picture {
  core::Snapshot snapshot;
  reconcile::AccessGraph graph;
};

/// Everything as it is now.
core::Result<std::unique_ptr<const Picture>> picture_now(App& app);
/// Everything as it was known at `as_of`; people's dates count as of that moment too.
core::Result<std::unique_ptr<const Picture>> picture_at(App& app, core::Timestamp as_of);

}  // namespace rettesnor::cli
