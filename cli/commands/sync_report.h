// What `sync` tells: a table of sources, what changed, and what a human must look at.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "cli/commands/sync.h"

namespace rettesnor::cli {

void show_runs(App& app, const std::vector<service::SourceRun>& runs, const SyncOptions& options);
nlohmann::json json_of_runs(const std::vector<service::SourceRun>& runs, const SyncOptions& options,
                            ExitCode code, Language language);

/// What a reading could not tell, or left out, at most ten lines; nothing when there is nothing.
void show_gaps(Screen& screen, const std::string& source, const std::vector<core::Gap>& gaps);
nlohmann::json json_of(const std::vector<core::Gap>& gaps, Language language);

/// "3 nye konti, 1 ændret konto" of one apply; empty when nothing changed.
std::string show_changes(Language language, const store::ApplyResult& result);
/// The lines of a dry run or of a waiting pull: "+ konto bikra", at most `most`.
void show_change_lines(Screen& screen, const std::vector<store::ChangeLine>& lines,
                       std::size_t most);

}  // namespace rettesnor::cli
