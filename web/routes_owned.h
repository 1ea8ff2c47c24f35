// What IT asks who owns a system about accounts there, and what she answers.
#pragma once

#include "core/result.h"
#include "web/visit.h"

namespace rettesnor::web {

core::Result<Answer> show_owned(Visit& visit);
core::Result<Answer> answer_owned(Visit& visit);

}  // namespace rettesnor::web
