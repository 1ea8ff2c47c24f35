// `policy accept-name`: says which right a name in the policy is, when that is no longer plain.
#pragma once

#include <optional>
#include <string>

#include "cli/app.h"

namespace rettesnor::cli {

struct AcceptNameOptions {
  std::string name;  ///< as the policy writes it, "System:Name"
  std::optional<std::string>
      right;  ///< "System:Name" or "System/ID"; absent: the one it is bound to
  std::string by;
  std::string reason;
};
core::Result<AcceptNameOptions> accept_name_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_accept_name(App& app, const AcceptNameOptions& options);

}  // namespace rettesnor::cli
