// A reviewer's deadlines as a calendar file (RFC 5545), for whatever calendar she uses.
#pragma once

#include <string>
#include <vector>

#include "review/campaigns/campaign_views.h"
#include "web/parts/pages.h"

namespace rettesnor::web {

/// One all-day event for each list; lists that are signed off are left out. The same list has the
/// same UID for ever, so that reading the file again changes nothing. Lines end with CRLF and are
/// folded at 75 octets; no text becomes a line of its own.
std::string deadlines_calendar(const Frame& frame, const std::vector<review::Task>& tasks);

}  // namespace rettesnor::web
