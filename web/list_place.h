// Where in which list a reviewer stands, and where she goes from there.
#pragma once

#include <string>

#include "web/pages_rows.h"
#include "web/visit.h"

namespace rettesnor::web {

/// Which page of which list a request means. Whether it is hers is for `review` to say.
struct Place {
  core::CampaignId campaign{0};
  std::string reviewer;
  std::string subject;
};

core::Result<Place> place_in(const Form& fields);
/// The page again, with what went wrong beside it; nothing has changed.
core::Result<Answer> page_with_problem(Visit& visit, const Place& place, const core::Error& error,
                                       const std::string& entitlement, const RowTyped& typed = {});
/// The same person while something is unanswered (the browser keeps the form's fragment, the next
/// row), then the next unfinished one after her, then the list.
core::Result<Answer> onward(Visit& visit, const Place& place);

}  // namespace rettesnor::web
