// To the OpenID provider and back, and what the provider says by itself.
#pragma once

#include "core/result.h"
#include "web/visit.h"

namespace rettesnor::web {

core::Result<Answer> leave_for_provider(Visit& visit);
core::Result<Answer> come_back_from_provider(Visit& visit);
/// Back-channel logout: ends the sessions that hang on the provider's.
core::Result<Answer> end_for_provider(Visit& visit);

}  // namespace rettesnor::web
