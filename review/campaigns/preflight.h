// What would happen if a campaign were opened now, and why it may not be.
#pragma once

#include <string>
#include <vector>

#include "review/campaigns/campaign_room.h"
#include "review/campaigns/campaign_views.h"

namespace rettesnor::review {

/// Why sources of people, of rights or of what the kind is about cannot be reviewed on, one Danish
/// sentence each: too old, with holes, or waiting in quarantine. A row that was set aside alone is
/// no hole: history keeps what it knew of it.
std::vector<core::Error> refusals_of(const CampaignKind& kind, const MomentFacts& now);
/// Routes everybody in the room by the moment `now`.
void assign_everybody(CampaignRoom& room, const MomentFacts& now);
/// Of a room in which everybody is assigned.
Preflight preflight_of(const CampaignRoom& room, const MomentFacts& now);

}  // namespace rettesnor::review
