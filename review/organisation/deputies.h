// Which deputyships count today.
#pragma once

#include <vector>

#include "core/campaign.h"
#include "reconcile/access_graph.h"

namespace rettesnor::review {

/// The newest row of each (leader, deputy, from), in the order of arranging.
std::vector<core::Deputyship> newest_of_each(const std::vector<core::Deputyship>& deputyships);
/// Those of them that are valid on the graph's day and neither ended nor of people who are gone.
std::vector<core::Deputyship> in_force(const reconcile::AccessGraph& graph,
                                       const std::vector<core::Deputyship>& deputyships);

}  // namespace rettesnor::review
