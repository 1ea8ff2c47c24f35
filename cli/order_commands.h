// The commands about orders, as rows of the table of commands.
#pragma once

#include <vector>

#include "cli/command_table.h"

namespace rettesnor::cli {

std::vector<CommandSpec> commands_on_orders();

}  // namespace rettesnor::cli
