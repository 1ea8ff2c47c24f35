// What IT asks who owns a system about accounts there, and what she answers.
#pragma once

#include "core/result.h"
#include "web/parts/request_context.h"

namespace rettesnor::web {

core::Result<http::Response> show_owned(RequestContext& context);
core::Result<http::Response> answer_owned(RequestContext& context);

}  // namespace rettesnor::web
