// Runs a terminal's command inside the serving program, on what that lends.
#pragma once

#include <ostream>

#include "cli/control_desk.h"
#include "cli/serving_program.h"

namespace rettesnor::cli {

/// The same CommandSpec::run as in a program of its own; what it logs says that it came from a
/// terminal, and whose. Everything that `lent` refers to is safe to use from several threads, so
/// commands run side by side and beside requests and rounds: a long one holds up none of them, and
/// the brake of orders can be pulled while they run. Throws nothing.
ControlOutcome run_served(const ServingProgram& serving, const ControlRequest& request,
                          const ControlPeer& peer, std::ostream& out, std::ostream& err);

}  // namespace rettesnor::cli
