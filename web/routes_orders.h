// Orders: the board, one order, people's word on it, and the brake.
#pragma once

#include "core/result.h"
#include "web/visit.h"

namespace rettesnor::web {

core::Result<Answer> show_orders(Visit& visit);
core::Result<Answer> show_order(Visit& visit);
core::Result<Answer> act_on_order(Visit& visit);
core::Result<Answer> run_orders(Visit& visit);
core::Result<Answer> brake_orders(Visit& visit);

}  // namespace rettesnor::web
