// Campaigns: the list, opening, closing, the board.
#pragma once

#include "core/result.h"
#include "web/visit.h"

namespace rettesnor::web {

core::Result<Answer> show_campaigns(Visit& visit);
core::Result<Answer> show_new_campaign(Visit& visit);
core::Result<Answer> open_campaign(Visit& visit);
core::Result<Answer> close_campaign(Visit& visit);
core::Result<Answer> show_mails(Visit& visit);
core::Result<Answer> show_board(Visit& visit);

}  // namespace rettesnor::web
