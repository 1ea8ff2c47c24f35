// The auditor's side: every decision and the log.
#pragma once

#include "core/result.h"
#include "web/visit.h"

namespace rettesnor::web {

core::Result<Answer> show_decisions(Visit& visit);
core::Result<Answer> download_decisions(Visit& visit);
core::Result<Answer> download_decisions_xlsx(Visit& visit);
core::Result<Answer> show_log(Visit& visit);

}  // namespace rettesnor::web
