// The work list of orphaned accounts, and what IT can do about each.
#pragma once

#include "core/result.h"
#include "web/visit.h"

namespace rettesnor::web {

core::Result<Answer> show_orphans(Visit& visit);
/// Asks for an order to close the account.
core::Result<Answer> close_orphan(Visit& visit);
core::Result<Answer> link_orphan(Visit& visit);
/// Hands the account to who answers for its system.
core::Result<Answer> ask_owner_of_orphan(Visit& visit);
/// Lets the account stand as nobody's until a day.
core::Result<Answer> accept_orphan(Visit& visit);

}  // namespace rettesnor::web
