// The real machine: terminals, environment and clock.
#include "cli/surroundings.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>

#include "core/number.h"

namespace rettesnor::cli {
namespace {

std::optional<std::string> environment_variable(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  if (value == nullptr) return std::nullopt;
  return value;
}

/// COLUMNS when it is a sensible number (people set it to choose a width in a pipe as well), else
/// what the terminal says.
std::optional<std::size_t> columns_of_output() {
  constexpr std::size_t kLeast = 40;
  if (const auto text = environment_variable("COLUMNS")) {
    if (const auto columns = core::number_in<std::size_t>(*text, kLeast)) return columns;
  }
  if (isatty(STDOUT_FILENO) == 0) return std::nullopt;
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= kLeast) return size.ws_col;
  return 80;
}

}  // namespace

Surroundings this_machine(std::ostream& out, std::ostream& err) {
  return {
      .out = out,
      .err = err,
      .out_columns = columns_of_output(),
      .out_is_terminal = isatty(STDOUT_FILENO) != 0,
      .err_is_terminal = isatty(STDERR_FILENO) != 0,
      .environment = environment_variable,
      .clock =
          [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); },
      .stopwatch =
          [] {
            const auto now = std::chrono::steady_clock::now().time_since_epoch();
            return std::chrono::duration<double>(now).count();
          },
  };
}

}  // namespace rettesnor::cli
