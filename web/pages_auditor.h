// The auditor's pages across campaigns, and their files.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "review/audit_views.h"
#include "review/orders.h"
#include "web/pages.h"
#include "web/table_file.h"

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

struct BoardFilter {
  FindingsFilter plain;
  std::string system, unit, assignee;  ///< assignee: a key, or "-" for nobody
  std::string finding;                 ///< this one alone, by its id
};
using FindingOrdersById = std::map<std::string, review::FindingOrders>;
std::string finding_board_page(const Frame& frame, const review::FindingBoard& board,
                               const FindingOrdersById& orders, const BoardFilter& filter,
                               const std::optional<Problem>& problem);

}  // namespace rettesnor::web
