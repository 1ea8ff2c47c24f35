// A reviewer's pages: what waits for her, one person, her list and its receipt.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "review/answers/list_views.h"
#include "review/campaigns/campaign_views.h"
#include "web/parts/pages.h"

namespace rettesnor::web {

/// What waits for her, with deadline and progress; what else she can do here, by role. `owned`:
/// accounts in her systems that IT asked her about.
std::string start_page(const Frame& frame, const std::vector<review::Task>& tasks,
                       const std::vector<core::Campaign>& campaigns,
                       const std::vector<review::ConsultPage>& asked, std::size_t owned);
/// One person of a list: "3 af 17", rows by risk, an answer on each; green rows at once.
std::string review_page(const Frame& frame, const review::ReviewPage& page,
                        const std::optional<Problem>& problem);
/// The list as a whole, for signing off, and the receipt once it is signed.
std::string task_page(const Frame& frame, const review::Task& task,
                      const std::optional<Problem>& problem);

}  // namespace rettesnor::web
