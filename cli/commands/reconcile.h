// `reconcile`: holds what is against what ought to be, and keeps the findings.
#pragma once

#include <optional>

#include "cli/app.h"
#include "core/finding.h"

namespace rettesnor::cli {

struct ReconcileOptions {
  std::optional<core::Severity> fail_on;  ///< exit code 1 when an open finding is this bad or worse
};
core::Result<ReconcileOptions> reconcile_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_reconcile(App& app, const ReconcileOptions& options);

}  // namespace rettesnor::cli
