// The pages about orders as pure functions from views to HTML.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "review/orders/order_views.h"
#include "web/parts/pages.h"
#include "web/parts/render.h"

namespace rettesnor::web {

using FindingOrdersById = std::map<std::string, review::FindingOrders>;

std::string order_name(Language language, core::OrderId order);  ///< "Ordre 7"
std::string order_state_words(Language language, review::OrderState state);

/// What a page about something else tells of an order: order_address order_name what state last.
View order_line(const Frame& frame, const review::OrderView& order);

/// `ran`: how a run went that was just asked for. `stopped_by`: name of who pulled the brake.
std::string orders_page(const Frame& frame, const review::OrderBoard& board,
                        const std::string& stopped_by, const std::vector<review::RunLine>& ran,
                        const std::optional<Problem>& problem);
/// `told`: the words of a report that was refused, to be mended.
std::string order_page(const Frame& frame, const review::OrderView& order,
                       const std::optional<Problem>& problem, const std::string& told = {});

}  // namespace rettesnor::web
