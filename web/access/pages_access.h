// What a person has, as a page; and who stands in for whom.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/campaign.h"
#include "review/accounts/access_views.h"
#include "web/parts/pages.h"

namespace rettesnor::web {

std::string my_access_page(const Frame& frame, const review::MyAccess& mine,
                           const std::optional<Problem>& problem);
std::string person_page(const Frame& frame, const review::MyAccess& theirs,
                        const std::optional<Problem>& problem);
std::string deputies_page(const Frame& frame, const std::vector<core::Deputyship>& deputyships,
                          const std::vector<std::pair<std::string, std::string>>& names,
                          const std::optional<Problem>& problem);

}  // namespace rettesnor::web
