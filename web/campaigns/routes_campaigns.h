// Campaigns: the list, opening, closing, the board.
#pragma once

#include "core/result.h"
#include "web/parts/request_context.h"

namespace rettesnor::web {

core::Result<http::Response> show_campaigns(RequestContext& context);
core::Result<http::Response> show_new_campaign(RequestContext& context);
core::Result<http::Response> open_campaign(RequestContext& context);
core::Result<http::Response> close_campaign(RequestContext& context);
core::Result<http::Response> show_mails(RequestContext& context);
core::Result<http::Response> show_board(RequestContext& context);

}  // namespace rettesnor::web
