// The auditor's pages across campaigns, and their files.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/campaign.h"
#include "review/auditing/audit_views.h"
#include "review/orders/order_views.h"
#include "web/parts/pages.h"
#include "web/parts/table_file.h"

namespace rettesnor::web {

/// What the reader typed, as she typed it; for the form and for the files of the same search.
struct SearchFields {
  std::string person, reviewer, system, right, answer, from, to, campaign;
};
std::string search_page(const Frame& frame, const SearchFields& fields,
                        const review::SearchResult& result);
/// `orders`: what the answers led to.
std::string story_page(const Frame& frame, const review::DecisionStory& story,
                       const std::vector<review::OrderView>& orders);
std::string population_page(const Frame& frame, const review::Population& population);
std::string decisions_page(const Frame& frame, const core::Campaign& campaign,
                           const std::vector<review::DecisionLine>& lines);
/// For a spreadsheet: UTF-8 with BOM, ";", CRLF; no cell that a program would take for a formula.
std::string decisions_csv(const Frame& frame, const core::Campaign& campaign,
                          const std::vector<review::DecisionLine>& lines);
std::string log_page(const Frame& frame, const std::vector<core::LoggedEvent>& events,
                     const std::vector<std::pair<std::string, std::string>>& names);

struct ThenFields {
  std::string right, person, day;
};
/// Without `then` only the questions.
std::string then_page(const Frame& frame, const ThenFields& fields,
                      const std::optional<review::AccessThen>& then,
                      const std::optional<Problem>& problem);

// Tables refer to what they are given.
TableFile decisions_table(const Frame& frame, const core::Campaign& campaign,
                          const std::vector<review::DecisionLine>& lines);
std::vector<std::string> decision_cells(const Frame& frame, const core::Campaign& campaign,
                                        const review::DecisionLine& line);
TableFile search_table(const Frame& frame, const review::SearchResult& result);
TableFile population_table(const Frame& frame, const review::Population& population);

}  // namespace rettesnor::web
