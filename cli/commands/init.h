// `init`: settings and a policy to start from.
#pragma once

#include <string>

#include "cli/app.h"

namespace rettesnor::cli {

struct InitOptions {
  std::string folder;
};
core::Result<InitOptions> init_options(App& app, const Arguments& arguments);
/// Writes nothing at all when one of the files exists (conflict).
core::Result<ExitCode> run_init(App& app, const InitOptions& options);

}  // namespace rettesnor::cli
