// What exactly an order takes away, worked out from one moment; and what is never touched.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/order.h"
#include "core/result.h"
#include "review/orders/writable_sources.h"
#include "review/organisation/moment_facts.h"

namespace rettesnor::review {

/// kNone when the moment does not know it. Keys as in core::Thing.
Index account_with_key(const reconcile::AccessGraph& graph, const std::string& key);
Index entitlement_with_key(const reconcile::AccessGraph& graph, const std::string& key);
/// The account an order is on, by system and natural id; kNone when it is gone.
Index account_of(const reconcile::AccessGraph& graph, const core::Order& order);

/// One order for each way in which the account comes to the right: a direct membership is removed,
/// or removed by hand where nothing is written; what comes through nesting is a choice for an
/// owner. Only act, target, subject, right and instruction are filled in. Empty when the account
/// does not have it.
std::vector<core::Order> orders_to_remove(const reconcile::AccessGraph& graph,
                                          const WritableSources& writable, Index account,
                                          Index right);
core::Order order_to_disable(const reconcile::AccessGraph& graph, const WritableSources& writable,
                             Index account);
core::Order order_to_strip(const reconcile::AccessGraph& graph, const WritableSources& writable,
                           Index account);

/// One membership on the account's way to the right that could end, and whom that would hit.
struct WayOut {
  Index inner;             ///< group that is the member, or kNone: the account itself
  Index group;             ///< of which it is a member
  core::Path path;         ///< the whole way up to the right
  Index owner = kNone;     ///< person who owns the group, or kNone
  std::size_t people = 0;  ///< others who would lose something too
  std::size_t rights = 0;  ///< other rights that come through the same membership
};
/// Who owns the group, as the policy tells it, else as the source does; kNone: nobody.
Index owner_of_group(const reconcile::AccessGraph& graph, Index group);
/// Those that a directory can end, nearest to the account first; never the direct membership of the
/// right itself.
std::vector<WayOut> ways_out(const reconcile::AccessGraph& graph, Index account, Index right);
std::string show(const core::Path& path);  ///< "Mette Holm → meho → G_A"

/// refused for break-glass, service and robot accounts, and for the last account that holds a
/// privileged right: no order ever carries out anything on them.
core::Result<void> check_unprotected(const reconcile::AccessGraph& graph, const core::Order& order);

}  // namespace rettesnor::review
