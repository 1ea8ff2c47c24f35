// Works out who can reach what: nesting followed to the end, rings included, once and for all.
#pragma once

#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

/// Fills direct_accounts, child_entitlements and parent_entitlements from the snapshot's members
/// and the policy's conveyances. Needs accounts and entitlements.
void read_memberships(AccessGraph& graph);

/// Fills effective_accounts and rings. Entitlements of one ring have the same accounts. Cost:
/// linear in the rows that come out plus what flows along nesting edges; no recursion, any depth.
void expand(AccessGraph& graph);

/// Fills accounts_of_person, entitlements_of_person and persons_of_entitlement. Needs effective
/// accounts and links.
void index_holders(AccessGraph& graph);

/// rows × columns turned over: row v of the result holds every row of `table` with v in it.
Csr transposed(const Csr& table, std::size_t columns);

}  // namespace rettesnor::reconcile
