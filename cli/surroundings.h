// What the program gets from the machine: streams, terminals, environment, clock. All a value, so
// that a test can be the machine.
#pragma once

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include "core/time.h"

namespace rettesnor::cli {

struct Surroundings {
  std::ostream& out;
  std::ostream& err;
  std::optional<std::size_t> out_columns;  ///< absent: not a terminal, so nothing is cut
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  std::function<std::optional<std::string>(std::string_view)> environment;
  std::function<core::Timestamp()> clock;  ///< the one place where time enters
  std::function<double()> stopwatch;       ///< seconds since any moment; never goes back
};

/// The real machine. The streams must outlive it.
Surroundings this_machine(std::ostream& out, std::ostream& err);

}  // namespace rettesnor::cli
