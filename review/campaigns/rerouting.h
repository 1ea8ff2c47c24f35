// Passes people, and single rights, on to whom the newest history names.
#pragma once

#include "review/campaigns/campaign_room.h"

namespace rettesnor::review {

class Change;

core::Result<void> reroute(const Change& held, CampaignRoom& room, core::Timestamp at);
/// The same for single rights: second reviewers, and whom something was sent on to and is gone.
core::Result<void> reroute_rows(const Change& held, CampaignRoom& room, core::Timestamp at);

}  // namespace rettesnor::review
