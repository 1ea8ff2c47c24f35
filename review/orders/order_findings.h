// What is wrong with orders, as findings: overdue, without effect, back again, by one person alone.
#pragma once

#include <vector>

#include "core/finding.h"
#include "review/orders/order_state.h"
#include "review/organisation/moment_facts.h"

namespace rettesnor::review {

/// REVOKE_OVERDUE, REVOKE_NOT_EFFECTIVE, REVOKE_REAPPEARED, and SOD_SELF_APPROVAL for an order in
/// which one person had two parts although it cannot be; ordered by core::comes_before. Pure.
std::vector<core::Finding> order_findings(const reconcile::AccessGraph& graph,
                                          const std::vector<OrderStory>& stories,
                                          core::Timestamp now);

}  // namespace rettesnor::review
