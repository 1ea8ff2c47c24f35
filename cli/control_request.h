// What a terminal asks the serving program to do, and why that may say no.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "cli/arguments.h"
#include "cli/words.h"
#include "core/result.h"

namespace rettesnor::cli {

/// A command as it was understood in the terminal, and what its output must fit. Never a secret:
/// a command that reads one never leaves the terminal.
struct ControlRequest {
  std::string version;   ///< of the program in the terminal
  std::string settings;  ///< whole path of its settings
  std::string command;   ///< CommandSpec::path
  Arguments arguments;   ///< with whole paths of files and folders
  Language language = Language::danish;
  std::optional<std::size_t> columns;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  std::map<std::string, std::string> environment;  ///< of kSentVariables alone
};

/// All of the environment that a command may learn from the terminal.
inline constexpr std::string_view kSentVariables[] = {"NO_COLOR", "TERM", "RETTESNOR_NOW"};

std::string to_bytes(const ControlRequest& request);
/// corrupt when it is anything else.
core::Result<ControlRequest> read_request(std::string_view bytes);

/// In the order of all_reasons() in the source.
enum class RefusalReason : std::uint8_t {
  version,   ///< detail: that of the server
  settings,  ///< detail: those of the server
  now,       ///< the clock is the server's
  busy,      ///< as many commands as it runs at once are running
  peer,      ///< detail: whom it obeys
  unknown    ///< nothing that it runs for others
};
struct ControlRefusal {
  RefusalReason reason = RefusalReason::unknown;
  std::string detail;
};
std::string to_bytes(const ControlRefusal& refusal);
/// One that this version does not know is read as `unknown`.
ControlRefusal read_refusal(std::string_view bytes);

/// "0.1.0"
std::string_view program_version();
/// The whole path, links followed, so that two spellings of one file are the same.
std::string whole_path(const std::string& path);
/// `rettesnor.sock` beside the store.
std::string control_path(const std::string& data_folder);

}  // namespace rettesnor::cli
