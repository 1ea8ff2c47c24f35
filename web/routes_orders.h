// Orders: asking for them, the board, one order, people's word on it, and the brake.
#pragma once

#include "core/result.h"
#include "web/pages_auditor.h"
#include "web/visit.h"

namespace rettesnor::web {

/// On the newest moment that the pages know; unreachable on a server without orders.
core::Result<review::Orders*> orders_of(const Visit& visit);
/// What the board of findings tells of orders; nothing on a server without them.
core::Result<FindingOrdersById> orders_of_findings(const Visit& visit,
                                                   const review::FindingBoard& board);
/// What an answer led to; nothing on a server without orders.
core::Result<std::vector<review::OrderView>> orders_because_of(const Visit& visit,
                                                               const std::string& cause);

core::Result<Answer> show_orders(Visit& visit);
core::Result<Answer> show_order(Visit& visit);
core::Result<Answer> act_on_order(Visit& visit);
/// Done by hand: with a file or without.
core::Result<Answer> report_order(Visit& visit);
/// Never shown by a browser in this place: kept to be opened elsewhere.
core::Result<Answer> download_order_file(Visit& visit);
core::Result<Answer> order_against_finding(Visit& visit);
core::Result<Answer> cut_access(Visit& visit);
core::Result<Answer> run_orders(Visit& visit);
core::Result<Answer> brake_orders(Visit& visit);

}  // namespace rettesnor::web
