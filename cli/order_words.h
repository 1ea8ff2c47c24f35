// Orders in words: their acts, states and outcomes, for screens and for JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "cli/app.h"
#include "review/orders/order_views.h"

namespace rettesnor::cli {

Word word_of(review::OrderState state);
Word word_of(review::RunLine::Outcome outcome);

/// "17  luk kontoen Kataloget/meho".
std::string show_target(const Screen& screen, const core::Order& order);
nlohmann::json json_of(const review::OrderView& view);
nlohmann::json json_of(const core::Order& order);

}  // namespace rettesnor::cli
