// Reads accounts, entitlements and grants into the graph.
#pragma once

#include "reconcile/access_graph.h"
#include "reconcile/object_finder.h"

namespace rettesnor::reconcile {

/// Fills accounts (not yet linked), account_of_object and login_index. Needs systems.
void read_accounts(AccessGraph& graph, ObjectFinder& finder);
/// Fills entitlements, entitlement_of_object, entitlement_index and grants. Needs accounts.
void read_entitlements(AccessGraph& graph, ObjectFinder& finder);

}  // namespace rettesnor::reconcile
