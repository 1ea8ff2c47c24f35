// The commands about the policy, mails and the program itself, as rows of the table of commands.
#pragma once

#include <vector>

#include "cli/command_table.h"

namespace rettesnor::cli {

std::vector<CommandSpec> upkeep_commands();

}  // namespace rettesnor::cli
