// The page of orphaned accounts as a pure function from views to HTML.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/order.h"
#include "review/orphans.h"
#include "web/pages.h"

namespace rettesnor::web {

/// `closing`: orders under way, by "System/login". `opened`: key of the account whose forms stand
/// open.
std::string orphans_page(const Frame& frame, const std::vector<review::OrphanLine>& lines,
                         const std::map<std::string, core::OrderId>& closing,
                         const std::string& opened, const std::optional<Problem>& problem);

}  // namespace rettesnor::web
