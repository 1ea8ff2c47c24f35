// What people have: one's own, another's, the findings; and who stands in for whom.
#pragma once

#include "core/result.h"
#include "web/visit.h"

namespace rettesnor::web {

core::Result<Answer> show_mine(Visit& visit);
core::Result<Answer> show_person(Visit& visit);
core::Result<Answer> show_deputies(Visit& visit);
core::Result<Answer> arrange_deputy(Visit& visit);

}  // namespace rettesnor::web
