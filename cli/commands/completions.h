// `completions`: what a shell needs to complete commands, options and names.
#pragma once

#include <string>

#include "cli/app.h"

namespace rettesnor::cli {

struct CompletionsOptions {
  std::string shell;
};
core::Result<CompletionsOptions> completions_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_completions(App& app, const CompletionsOptions& options);

}  // namespace rettesnor::cli
