// Which right each name of the policy means, when it is first met in what the sources tell.
#pragma once

#include <vector>

#include "core/snapshot.h"
#include "policies/policy.h"

namespace rettesnor::reconcile {

/// Every "System:Name" of the policy, once; no "*" and no ids. Ordered by (system, name).
std::vector<policies::EntitlementRef> names_of_rights(const policies::Policy& policy);

/// Of the names without a binding (or whose source is gone): those that exactly one right is
/// called. Spelt exactly so goes before folded. `at` is the moment of the binding.
std::vector<core::NameBinding> names_to_bind(const core::Snapshot& snapshot,
                                             const policies::Policy& policy, core::Timestamp at);

}  // namespace rettesnor::reconcile
