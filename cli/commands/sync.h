// `sync`: reads the sources and makes what they say history.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/app.h"
#include "core/pull.h"
#include "store/store.h"

namespace rettesnor::cli {

struct SyncOptions {
  std::vector<std::string> sources;  ///< empty: all
  store::ApplyMode mode = store::ApplyMode::apply;
  std::optional<double> raise_limit_percent;  ///< of the breaker, for this run only
};

/// How one source went.
struct SourceRun {
  policies::Settings::Source source;
  std::optional<core::Error> error;  ///< nothing usable came
  store::ApplyResult result{};       ///< when there was no error
  std::vector<core::Gap> gaps;
  std::vector<core::RejectedRow> rejected;
  bool first = false;  ///< the store knew nothing of this source before
  double seconds = 0;
};

core::Result<SyncOptions> sync_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_sync(App& app, const SyncOptions& options);

/// The sources of the settings that were named, or all; not_found lists the known ones.
core::Result<std::vector<policies::Settings::Source>> chosen_sources(
    App& app, const std::vector<std::string>& names);

}  // namespace rettesnor::cli
