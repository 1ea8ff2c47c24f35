// The auditor's questions across campaigns.
#pragma once

#include "web/parts/request_context.h"

namespace rettesnor::web {

core::Result<http::Response> show_search(RequestContext& context);
core::Result<http::Response> download_search_csv(RequestContext& context);
core::Result<http::Response> download_search_xlsx(RequestContext& context);
core::Result<http::Response> show_story(RequestContext& context);
core::Result<http::Response> show_population(RequestContext& context);
core::Result<http::Response> download_population_csv(RequestContext& context);
core::Result<http::Response> download_population_xlsx(RequestContext& context);
core::Result<http::Response> show_then(RequestContext& context);

}  // namespace rettesnor::web
