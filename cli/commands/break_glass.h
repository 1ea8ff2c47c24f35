// `break-glass set`: gives the emergency account its password.
#pragma once

#include "cli/app.h"

namespace rettesnor::cli {

struct BreakGlassOptions {};
core::Result<BreakGlassOptions> break_glass_options(App& app, const Arguments& arguments);
/// Reads the password from a terminal, twice and unseen, else one line from standard input; never
/// from the command line.
core::Result<ExitCode> run_break_glass_set(App& app, const BreakGlassOptions& options);

}  // namespace rettesnor::cli
