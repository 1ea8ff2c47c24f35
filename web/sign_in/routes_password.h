// Signing in with a password: the directory's, or the emergency account's.
#pragma once

#include "core/result.h"
#include "web/parts/request_context.h"

namespace rettesnor::web {

core::Result<http::Response> sign_in_with_password(RequestContext& context);
core::Result<http::Response> break_glass(RequestContext& context);

}  // namespace rettesnor::web
