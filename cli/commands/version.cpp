// `version`: what this program is.
#include "cli/commands/version.h"

#include <nlohmann/json.hpp>

#include "connectors/registry.h"

namespace rettesnor::cli {

core::Result<VersionOptions> version_options(App&, const Arguments&) {
  return VersionOptions{};
}

core::Result<ExitCode> run_version(App& app, const VersionOptions&) {
  if (app.json()) {
    app.print({{"version", RETTESNOR_VERSION}, {"source_kinds", connectors::known_kinds()}});
    return ExitCode::fine;
  }
  app.screen().line(line_of(std::string("rettesnor ") + RETTESNOR_VERSION));
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
