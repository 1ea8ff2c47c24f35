// `who`: what a person can reach, now or on a day, and how she comes to it.
#pragma once

#include <optional>
#include <string>

#include "cli/app.h"

namespace rettesnor::cli {

struct WhoOptions {
  std::string person;
  std::optional<core::Timestamp> as_of;
};
core::Result<WhoOptions> who_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_who(App& app, const WhoOptions& options);

}  // namespace rettesnor::cli
