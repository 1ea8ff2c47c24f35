// The auditor's side: every decision and the log.
#pragma once

#include "core/result.h"
#include "web/parts/request_context.h"

namespace rettesnor::web {

core::Result<http::Response> show_decisions(RequestContext& context);
core::Result<http::Response> download_decisions(RequestContext& context);
core::Result<http::Response> download_decisions_xlsx(RequestContext& context);
core::Result<http::Response> show_log(RequestContext& context);

}  // namespace rettesnor::web
