// `quarantine`: pulls that wait for two persons, and their word on them.
#pragma once

#include <optional>
#include <string>

#include "cli/app.h"
#include "core/id.h"

namespace rettesnor::cli {

struct QuarantineListOptions {};
core::Result<QuarantineListOptions> quarantine_list_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_quarantine_list(App& app, const QuarantineListOptions& options);

struct QuarantineShowOptions {
  core::PullId pull{0};
};
core::Result<QuarantineShowOptions> quarantine_show_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_quarantine_show(App& app, const QuarantineShowOptions& options);

/// One person's word. The login leads to a person; two logins of one person are one word.
struct QuarantineDecision {
  core::PullId pull{0};
  std::string by;
  std::string reason;
};
core::Result<QuarantineDecision> quarantine_decision(App& app, const Arguments& arguments);
core::Result<ExitCode> run_quarantine_release(App& app, const QuarantineDecision& decision);
core::Result<ExitCode> run_quarantine_reject(App& app, const QuarantineDecision& decision);

}  // namespace rettesnor::cli
