// Where in which list a reviewer stands, and where she goes from there.
#pragma once

#include <string>

#include "web/answers/pages_rows.h"
#include "web/parts/request_context.h"

namespace rettesnor::web {

/// Which page of which list a request means. Whether it is hers is for `review` to say.
struct Place {
  core::CampaignId campaign{0};
  std::string reviewer;
  std::string subject;
};

core::Result<Place> place_in(const http::Form& fields);
/// The page again, with what went wrong beside it; nothing has changed.
core::Result<http::Response> page_with_problem(RequestContext& context, const Place& place,
                                               const core::Error& error,
                                               const std::string& entitlement,
                                               const RowTyped& typed = {});
/// The same person while something is unanswered (the browser keeps the form's fragment, the next
/// row), then the next unfinished one after her, then the list.
core::Result<http::Response> onward(RequestContext& context, const Place& place);

}  // namespace rettesnor::web
