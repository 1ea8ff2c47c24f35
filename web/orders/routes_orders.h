// Orders: asking for them, the board, one order, people's word on it, and the brake.
#pragma once

#include "core/result.h"
#include "review/checks/finding_views.h"
#include "web/orders/pages_orders.h"
#include "web/parts/request_context.h"

namespace rettesnor::web {

/// On the newest moment that the pages know; unreachable on a server without orders.
core::Result<review::Orders*> orders_of(const RequestContext& context);
/// What the board of findings tells of orders; nothing on a server without them.
core::Result<FindingOrdersById> orders_of_findings(const RequestContext& context,
                                                   const review::FindingBoard& board);
/// What an answer led to; nothing on a server without orders.
core::Result<std::vector<review::OrderView>> orders_because_of(const RequestContext& context,
                                                               const std::string& cause);

core::Result<http::Response> show_orders(RequestContext& context);
core::Result<http::Response> show_order(RequestContext& context);
core::Result<http::Response> act_on_order(RequestContext& context);
/// Done by hand: with a file or without.
core::Result<http::Response> report_order(RequestContext& context);
/// Never shown by a browser in this place: kept to be opened elsewhere.
core::Result<http::Response> download_order_file(RequestContext& context);
core::Result<http::Response> run_orders(RequestContext& context);
core::Result<http::Response> brake_orders(RequestContext& context);

}  // namespace rettesnor::web
