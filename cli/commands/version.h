// `version`: what this program is.
#pragma once

#include "cli/app.h"

namespace rettesnor::cli {

struct VersionOptions {};
core::Result<VersionOptions> version_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_version(App& app, const VersionOptions& options);

}  // namespace rettesnor::cli
