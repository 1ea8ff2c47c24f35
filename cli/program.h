// One run of the program: from the words that were typed to an exit code.
#pragma once

#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/surroundings.h"

namespace rettesnor::cli {

/// `words`: without the program's name. With --json exactly one JSON document is written to `out`,
/// whatever happens.
ExitCode run_program(const std::vector<std::string>& words, const Surroundings& machine);

}  // namespace rettesnor::cli
