// The help pages, made from the table of commands.
#pragma once

#include "cli/command_table.h"
#include "cli/output/screen.h"

namespace rettesnor::cli {

void show_main_help(Screen& screen);
void show_group_help(Screen& screen, const GroupSpec& group);
void show_command_help(Screen& screen, const CommandSpec& command);

}  // namespace rettesnor::cli
