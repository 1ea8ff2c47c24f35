// `access`: who holds an entitlement, now or on a day, and how they come to it.
#pragma once

#include <optional>
#include <string>

#include "cli/app.h"

namespace rettesnor::cli {

struct AccessOptions {
  std::string entitlement;
  std::optional<core::Timestamp> as_of;
};
core::Result<AccessOptions> access_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_access(App& app, const AccessOptions& options);

}  // namespace rettesnor::cli
