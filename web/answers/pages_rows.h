// Pages about rows that concern several people, as pure functions like those of pages_review.h.
#pragma once

#include <string>
#include <vector>

#include "review/answers/list_views.h"
#include "web/parts/pages.h"

namespace rettesnor::web {

/// What a reviewer typed into the form of a row that was not taken, to be shown there again.
struct RowTyped {
  std::string to;
  std::string text;
};

std::string review_page(const Frame& frame, const review::ReviewPage& page,
                        const std::optional<Problem>& problem, const RowTyped& typed);
std::string others_page(const Frame& frame, const review::ReviewPage& page,
                        const std::vector<review::OtherRight>& others);
std::string changes_page(const Frame& frame, const review::ReviewPage& page,
                         const review::PersonChanges& changes);
/// The question as the colleague sees it.
std::string consult_page(const Frame& frame, const review::ConsultPage& page,
                         const std::optional<Problem>& problem);
std::string reports_page(const Frame& frame, const std::vector<review::ReportLine>& lines);

}  // namespace rettesnor::web
