// `policy check`: is the policy free of nonsense, and does it speak of things that exist.
#pragma once

#include <optional>
#include <string>

#include "cli/app.h"

namespace rettesnor::cli {

struct PolicyCheckOptions {
  std::optional<std::string> folder;  ///< absent: the settings' policy folder
  enum class Print { complaints, schema } print = Print::complaints;
};
core::Result<PolicyCheckOptions> policy_check_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_policy_check(App& app, const PolicyCheckOptions& options);

}  // namespace rettesnor::cli
