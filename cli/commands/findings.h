// `findings`: lists, explains and exports what is not as it ought to be.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/app.h"
#include "core/finding.h"

namespace rettesnor::cli {

/// Which findings: an empty list means every value.
struct FindingFilter {
  std::vector<core::Severity> severities;
  std::vector<std::string> codes;    ///< folded
  std::vector<std::string> systems;  ///< folded names of systems
  std::vector<std::string>
      persons;                ///< any word for a person; compared with refs and labels, folded
  bool only_new = false;      ///< first seen by the newest reconcile
  bool only_covered = false;  ///< by a valid deviation
  bool resolved_too = false;
};

struct FindingsListOptions {
  FindingFilter filter;
  std::size_t limit = 100;  ///< of lines on the screen; 0 = no limit. JSON is never cut.
};
core::Result<FindingsListOptions> findings_list_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_findings_list(App& app, const FindingsListOptions& options);

struct FindingsShowOptions {
  std::string id;  ///< or the beginning of one
};
core::Result<FindingsShowOptions> findings_show_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_findings_show(App& app, const FindingsShowOptions& options);

struct FindingsExportOptions {
  FindingFilter filter;
  std::optional<std::string> file;  ///< absent: standard output
  enum class Shape { json, csv } shape = Shape::csv;
};
core::Result<FindingsExportOptions> findings_export_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_findings_export(App& app, const FindingsExportOptions& options);

/// Those of `all` that the filter lets through, in their order.
std::vector<core::TrackedFinding> filtered(const std::vector<core::TrackedFinding>& all,
                                           const FindingFilter& filter);

}  // namespace rettesnor::cli
