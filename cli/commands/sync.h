// `sync`: reads the sources and makes what they say history.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/app.h"
#include "service/pull_source.h"
#include "store/store.h"

namespace rettesnor::cli {

struct SyncOptions {
  std::vector<std::string> sources;  ///< empty: all
  store::ApplyMode mode = store::ApplyMode::apply;
  std::optional<double> raise_limit_percent;  ///< of the breaker, for this run only
  std::string raised_by;                      ///< a login, or empty
  std::string reason;
};

core::Result<SyncOptions> sync_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_sync(App& app, const SyncOptions& options);

/// The sources of the settings that were named, or all; not_found lists the known ones.
core::Result<std::vector<policies::Settings::Source>> chosen_sources(
    App& app, const std::vector<std::string>& names);

}  // namespace rettesnor::cli
