// Who decides beside the leader about a right that is privileged or extra sensitive.
#pragma once

#include <string>

#include "review/campaigns/campaign_room.h"

namespace rettesnor::review {

struct SecondReviewer {
  std::string key;     ///< empty: nobody
  std::string reason;  ///< "owner" "responsible" "security_lead" "nobody"
};

/// The owner of the right's system, else who is responsible for it, else the security lead; a
/// current person, never whom the row is about, `first` or an auditor. By the moment `now`.
SecondReviewer second_reviewer_of(const MomentFacts& now, const CampaignRoom& room,
                                  const ListedPerson& listed, std::size_t right,
                                  const std::string& first);

}  // namespace rettesnor::review
