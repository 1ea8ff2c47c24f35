// What the sources hold, in the words that a policy is checked against.
#pragma once

#include "core/snapshot.h"
#include "policies/read_policy.h"

namespace rettesnor::reconcile {

/// Every list sorted, without duplicates. A system counts as read to the end when some source of it
/// tells entitlements and none of its sources has a gap among them.
policies::Reality reality_of(const core::Snapshot& snapshot);

}  // namespace rettesnor::reconcile
