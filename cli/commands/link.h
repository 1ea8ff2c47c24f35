// `link`: a human's word on whose account this is.
#pragma once

#include <optional>
#include <string>

#include "cli/app.h"

namespace rettesnor::cli {

struct LinkOptions {
  std::string account;
  std::optional<std::string> person;  ///< absent: nobody's
  std::string by;
  std::string reason;
};
core::Result<LinkOptions> link_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_link(App& app, const LinkOptions& options);

}  // namespace rettesnor::cli
