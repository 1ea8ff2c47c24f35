// The work list of orphaned accounts, and what IT can do about each.
#pragma once

#include "core/result.h"
#include "web/parts/request_context.h"

namespace rettesnor::web {

core::Result<http::Response> show_orphans(RequestContext& context);
/// Asks for an order to close the account.
core::Result<http::Response> close_orphan(RequestContext& context);
core::Result<http::Response> link_orphan(RequestContext& context);
/// Hands the account to who answers for its system.
core::Result<http::Response> ask_owner_of_orphan(RequestContext& context);
/// Lets the account stand as nobody's until a day.
core::Result<http::Response> accept_orphan(RequestContext& context);

}  // namespace rettesnor::web
