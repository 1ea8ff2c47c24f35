// Hands a command to the program that serves, when one holds the store.
#pragma once

#include <optional>

#include "cli/app.h"
#include "cli/arguments.h"
#include "cli/command_table.h"
#include "cli/exit_code.h"

namespace rettesnor::cli {

/// Empty: nobody serves on the app's store, so the command runs here. Else it was run over there,
/// and what it said stands on our own streams. An Error when that says no, does not answer, or
/// ended before its answer was whole.
core::Result<std::optional<ExitCode>> hand_over(App& app, const CommandSpec& command,
                                                const Arguments& arguments);

}  // namespace rettesnor::cli
