// One moment of the municipality: its policy, its history, and what both give together.
#pragma once

#include <memory>

#include "core/time.h"
#include "policies/policy.h"
#include "reconcile/access_graph.h"
#include "reconcile/expected_access.h"

namespace rettesnor::review {

/// One moment of the municipality and all that is worked out from it. Immutable, shared by threads;
/// its parts point into one another, so it never moves.
struct Moment {
  std::shared_ptr<const policies::Policy> policy;
  core::Snapshot snapshot;
  reconcile::AccessGraph graph;
  reconcile::ExpectedAccess expected;
};
std::shared_ptr<const Moment> moment_of(core::Snapshot snapshot,
                                        std::shared_ptr<const policies::Policy> policy,
                                        const core::LocalZone& zone, core::Timestamp now);

}  // namespace rettesnor::review
