// `clock accept`: a person's word that the machine's clock is right though it leapt.
#pragma once

#include <string>

#include "cli/app.h"

namespace rettesnor::cli {

struct ClockOptions {
  std::string by;
  std::string reason;
};
core::Result<ClockOptions> clock_options(App& app, const Arguments& arguments);
/// Says so, and changes nothing, when the clock did not leap.
core::Result<ExitCode> run_clock_accept(App& app, const ClockOptions& options);

}  // namespace rettesnor::cli
