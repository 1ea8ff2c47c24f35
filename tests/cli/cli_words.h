// A small vocabulary for the tests of the command line: a machine of text, and a run of the
// program.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "cli/program.h"

namespace rettesnor::cli {

struct ProgramRun {
  ExitCode code;
  std::string out;
  std::string err;
  nlohmann::json json() const { return nlohmann::json::parse(out); }
};

struct Terminal {
  std::optional<std::size_t> columns = 80;
  bool colours = false;  ///< the output is a terminal
  std::string now = "2026-11-02T08:00:00+01:00";
};

/// Runs the program in this process, with no environment and a clock that stands still.
inline ProgramRun run_cli(const std::vector<std::string>& words, const Terminal& terminal = {}) {
  std::ostringstream out;
  std::ostringstream err;
  const Surroundings machine{
      .out = out,
      .err = err,
      .out_columns = terminal.columns,
      .out_is_terminal = terminal.colours,
      .err_is_terminal = false,
      .environment = [](std::string_view) { return std::optional<std::string>{}; },
      .clock = [&] { return *core::parse_timestamp(terminal.now); },
      .stopwatch = [] { return 0.0; },
  };
  const ExitCode code = run_program(words, machine);
  return {code, out.str(), err.str()};
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace rettesnor::cli
