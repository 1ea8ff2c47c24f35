// Severities as people type them.
#pragma once

#include <string>
#include <vector>

#include "cli/app.h"
#include "core/finding.h"

namespace rettesnor::cli {

/// "critical" … "notice", or the Danish words ("kritisk", "høj", …), whatever the case.
core::Result<core::Severity> severity_named(const App& app, const std::string& text);
/// Comma-separated, in each of `texts`.
core::Result<std::vector<core::Severity>> severities_named(const App& app,
                                                           const std::vector<std::string>& texts);

}  // namespace rettesnor::cli
