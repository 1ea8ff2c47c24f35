// `orphans`: accounts that nobody rightly stands behind, and what can be done with each.
#pragma once

#include "cli/app.h"

namespace rettesnor::cli {

struct OrphansOptions {};
core::Result<OrphansOptions> orphans_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_orphans(App& app, const OrphansOptions& options);

}  // namespace rettesnor::cli
