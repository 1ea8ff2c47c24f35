// Whose account, or which group, a principal of another domain is, when a source tells of it.
#pragma once

#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

/// Looks foreign principals up in every source, by SID and by distinguished name, folded. One that
/// is an account is its person's and is as usable as that account, unless a human said otherwise;
/// one that is a group brings that group's members along (`foreign_groups`). One that fits several
/// accounts of different persons is `ambiguous`. Needs links and entitlements; costs nothing where
/// no principal is foreign, else one pass over accounts and entitlements.
void join_foreign_principals(AccessGraph& graph);

}  // namespace rettesnor::reconcile
