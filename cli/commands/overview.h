// `overview`: how it stands, on one page, from the store alone.
#pragma once

#include "cli/app.h"

namespace rettesnor::cli {

struct OverviewOptions {};
core::Result<OverviewOptions> overview_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_overview(App& app, const OverviewOptions& options);

}  // namespace rettesnor::cli
