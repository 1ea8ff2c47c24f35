// To the OpenID provider and back, and what the provider says by itself.
#pragma once

#include "core/result.h"
#include "web/parts/request_context.h"

namespace rettesnor::web {

core::Result<http::Response> leave_for_provider(RequestContext& context);
core::Result<http::Response> come_back_from_provider(RequestContext& context);
/// Back-channel logout: ends the sessions that hang on the provider's.
core::Result<http::Response> end_for_provider(RequestContext& context);

}  // namespace rettesnor::web
