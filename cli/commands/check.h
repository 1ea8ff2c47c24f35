// `check`: can each source be reached, is its certificate good, may we read, what does a sample
// look like.
#pragma once

#include <string>
#include <vector>

#include "cli/app.h"

namespace rettesnor::cli {

struct CheckOptions {
  std::vector<std::string> sources;  ///< empty: all
};
core::Result<CheckOptions> check_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_check(App& app, const CheckOptions& options);

}  // namespace rettesnor::cli
