// Where a serving program takes commands from terminals: a Unix socket beside the store.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include "cli/control_request.h"
#include "cli/exit_code.h"
#include "core/result.h"

namespace rettesnor::cli {

/// Who is at the other end, as the kernel says.
struct ControlPeer {
  uid_t user = 0;
  pid_t process = 0;
};
/// Only the account that serves, and root, which can do everything anyway.
bool may_command(uid_t peer, uid_t own);

struct ControlOutcome {
  std::optional<ControlRefusal> refusal;  ///< then nothing was done
  ExitCode code = ExitCode::fine;
};
/// Runs one command; called from several threads at once. Must not throw.
using RunForTerminal = std::function<ControlOutcome(
    const ControlRequest& request, const ControlPeer& peer, std::ostream& out, std::ostream& err)>;

struct ControlPatience {
  std::chrono::milliseconds request{5000};  ///< until the whole request is there
  std::chrono::milliseconds output{10000};  ///< without one byte of the output being taken
  std::chrono::milliseconds end{2000};      ///< for commands that run when it stops
};

/// Each command has a thread, so that one that hangs holds up nobody; beyond `kMostCommands` at
/// once they are refused.
class ControlDesk {
 public:
  static constexpr int kMostCommands = 8;

  /// Listens from here on; the file has mode 0600 and is gone after stop(). One that a dead process
  /// left behind is replaced. What `run` uses must live until stop() says that all is done.
  static core::Result<std::unique_ptr<ControlDesk>> open(const std::string& path,
                                                         RunForTerminal run,
                                                         ControlPatience patience = {});
  ControlDesk(const ControlDesk&) = delete;
  ControlDesk& operator=(const ControlDesk&) = delete;
  ~ControlDesk();

  /// Takes nothing new, lets what runs come to its end. left_behind: something still runs on what
  /// it was lent, and ends with the process.
  enum class End { all_done, left_behind };
  End stop();

 private:
  struct State;
  explicit ControlDesk(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace rettesnor::cli
