// Reads the filters that `findings list` and `findings export` share.
#pragma once

#include "cli/commands/findings.h"

namespace rettesnor::cli {

core::Result<FindingFilter> finding_filter(App& app, const Arguments& arguments);

}  // namespace rettesnor::cli
