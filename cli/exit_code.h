// The exit codes of the program: one table, shown in every --help.
#pragma once

#include <span>

#include "cli/words.h"
#include "core/result.h"

namespace rettesnor::cli {

enum class ExitCode : int {
  fine = 0,
  findings = 1,    ///< only when asked for with --fail-on
  usage = 2,       ///< a command, an argument, the settings or the policy is wrong
  source = 3,      ///< a source could not be read, or not to the end
  quarantine = 4,  ///< a pull waits for two persons
  refused = 5,     ///< we or you may not
  not_found = 6,   ///< what was asked for by name is not there, or is not one thing
  corrupt = 7,     ///< what came back, or the store, cannot be used by this version
  conflict = 8,    ///< another process holds the store, or changed it meanwhile
  fault = 9,       ///< the program itself went wrong
};

struct ExitCodeRow {
  ExitCode code;
  Word meaning;
};
/// Ordered by number, complete.
std::span<const ExitCodeRow> all_exit_codes();

ExitCode exit_code_of(core::ErrorKind kind);

/// Of several outcomes of one run the one that a script must not miss: a fault before a refusal,
/// before quarantine, before an incomplete source, before findings, before fine.
ExitCode worse_of(ExitCode a, ExitCode b);

}  // namespace rettesnor::cli
