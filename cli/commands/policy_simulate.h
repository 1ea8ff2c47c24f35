// `policy simulate`: what a changed policy would mean, before anybody signs it.
#pragma once

#include <string>

#include "cli/app.h"

namespace rettesnor::cli {

struct PolicySimulateOptions {
  std::string draft;  ///< a folder, or one file that takes the place of the file of its name
};
core::Result<PolicySimulateOptions> policy_simulate_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_policy_simulate(App& app, const PolicySimulateOptions& options);

}  // namespace rettesnor::cli
