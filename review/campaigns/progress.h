// How far one reviewer's list is.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "review/campaigns/campaign_room.h"

namespace rettesnor::review {

class Read;

/// Why this reviewer is asked about the person.
RouteReason route_to(const CampaignRoom& room, const ListedPerson& listed,
                     const std::string& reviewer);
/// The list of one reviewer as who holds the desk sees it; `list` is of the room.
Task task_of(const Read& held, const CampaignRoom& in, const std::string& reviewer,
             const std::vector<std::size_t>& list, core::Timestamp at);

}  // namespace rettesnor::review
