// What people have: one's own, another's, the findings; and who stands in for whom.
#pragma once

#include "core/result.h"
#include "web/parts/request_context.h"

namespace rettesnor::web {

core::Result<http::Response> show_mine(RequestContext& context);
core::Result<http::Response> show_person(RequestContext& context);
core::Result<http::Response> show_deputies(RequestContext& context);
core::Result<http::Response> arrange_deputy(RequestContext& context);
core::Result<http::Response> end_deputy(RequestContext& context);
core::Result<http::Response> hand_back(RequestContext& context);
core::Result<http::Response> dispute_account(RequestContext& context);
/// Everything of one person at once: an incident.
core::Result<http::Response> cut_access(RequestContext& context);

}  // namespace rettesnor::web
