// `sources` and `pulls`: what is read, how it stands, and the history of it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/app.h"
#include "cli/output/source_table.h"

namespace rettesnor::cli {

struct SourcesOptions {};
core::Result<SourcesOptions> sources_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_sources(App& app, const SourcesOptions& options);

struct PullsOptions {
  std::string source;  ///< empty: all
  std::size_t limit = 20;
};
core::Result<PullsOptions> pulls_options(App& app, const Arguments& arguments);
core::Result<ExitCode> run_pulls(App& app, const PullsOptions& options);

/// How one source of the settings stands.
struct SourceState {
  policies::Settings::Source source;
  std::optional<store::PullSummary> newest;
  std::int64_t rejected = 0;         ///< rows set aside by the newest pull that became history
  bool has_gaps = false;             ///< the same; what only notes something is none
  std::vector<core::Gap> gaps = {};  ///< the same, with the notes
  std::optional<store::PullSummary> applied;      ///< the newest that became history
  std::optional<core::Timestamp> data_from = {};  ///< the oldest moment that it tells of
};
core::Result<std::vector<SourceState>> source_states(App& app);
/// Rows of the shared table, "complete 02.11.2026 08:00" as outcome.
std::vector<SourceRow> source_rows(const Screen& screen, const std::vector<SourceState>& states,
                                   const core::LocalZone& zone);
/// The newest pull became history, without a gap and without a row set aside.
bool is_complete(const SourceState& state);

}  // namespace rettesnor::cli
