// Finds the serving program beside the store, asks it, and says on what it answers.
#include "cli/handing_over.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <ostream>
#include <utility>
#include <vector>

#include "cli/control_frames.h"
#include "cli/control_request.h"
#include "core/number.h"
#include "http/listening_socket.h"

namespace rettesnor::cli {
namespace {

using core::ErrorKind;
using core::Result;

constexpr std::chrono::seconds kUntilReady{10};

class Line {
 public:
  explicit Line(int descriptor) : descriptor_(descriptor) {}
  Line(Line&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Line& operator=(Line&&) = delete;
  ~Line() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

tl::unexpected<core::Error> silent(const App& app) {
  return fail_with(app, ErrorKind::conflict, Word::served_silent, Word::served_silent_next);
}

/// Empty when nobody listens there.
Result<std::optional<Line>> call(const App& app, const std::string& path) {
  if (!http::fits_socket(path)) return std::nullopt;
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  std::memcpy(name.sun_path, path.c_str(), path.size() + 1);
  Line line(socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (connect(line.descriptor(), reinterpret_cast<const sockaddr*>(&name), sizeof name) == 0) {
    return line;
  }
  if (errno == EAGAIN) return silent(app);
  return std::nullopt;
}

/// Files and folders by their whole paths: the other program stands in another folder.
Arguments with_whole_paths(const CommandSpec& command, const Arguments& typed) {
  Arguments whole = typed;
  const auto make_whole = [&](std::string_view name, Completes what) {
    if (!typed.has(name) || (what != Completes::files && what != Completes::folders)) return;
    std::vector<std::string> paths = typed.all(name);
    for (std::string& path : paths) path = std::filesystem::absolute(path).string();
    whole.put(std::string(name), std::move(paths));
  };
  for (const PositionalSpec& spec : command.positionals) make_whole(spec.name, spec.completes);
  for (const OptionSpec& spec : command.options) make_whole(spec.name, spec.completes);
  return whole;
}

ControlRequest request_of(const App& app, const CommandSpec& command, const Arguments& arguments) {
  const Surroundings& machine = app.machine();
  ControlRequest request;
  request.version = program_version();
  request.settings = whole_path(app.globals().settings_path);
  request.command = command.path;
  request.arguments = with_whole_paths(command, arguments);
  request.language = app.language();
  request.columns = machine.out_columns;
  request.out_is_terminal = machine.out_is_terminal;
  request.err_is_terminal = machine.err_is_terminal;
  for (const std::string_view name : kSentVariables) {
    if (const auto value = machine.environment(name)) {
      request.environment[std::string(name)] = *value;
    }
  }
  return request;
}

tl::unexpected<core::Error> refused(const App& app, const CommandSpec& command,
                                    const ControlRefusal& refusal) {
  struct Row {
    ErrorKind kind;
    Word what, next;
  };
  const auto row = [&]() -> Row {
    switch (refusal.reason) {
      case RefusalReason::version:
        return {ErrorKind::unsupported, Word::served_version, Word::served_version_next};
      case RefusalReason::settings:
        return {ErrorKind::conflict, Word::served_settings, Word::served_settings_next};
      case RefusalReason::now:
        return {ErrorKind::invalid_input, Word::served_now, Word::served_now_next};
      case RefusalReason::busy:
        return {ErrorKind::conflict, Word::served_busy, Word::served_busy_next};
      case RefusalReason::peer:
        return {ErrorKind::refused, Word::served_peer, Word::served_peer_next};
      case RefusalReason::unknown:
        break;
    }
    return {ErrorKind::unsupported, Word::served_unknown, Word::served_version_next};
  }();
  return fail_with(
      app, row.kind, row.what, row.next,
      {{"detail", refusal.detail}, {"ours", program_version()}, {"command", command.path}});
}

std::optional<ExitCode> exit_code_in(const std::string& text) {
  const auto code = core::number_in<int>(text);
  if (!code) return std::nullopt;
  const auto known = all_exit_codes();
  const auto row = std::find_if(known.begin(), known.end(), [&](const ExitCodeRow& each) {
    return static_cast<int>(each.code) == *code;
  });
  return row == known.end() ? std::nullopt : std::optional(row->code);
}

/// However long the command takes; its user can end the waiting.
Result<ExitCode> take_answer(const App& app, const CommandSpec& command, const Line& line) {
  for (;;) {
    const auto frame = receive_frame(line.descriptor(), std::nullopt);
    if (!frame) break;
    if (frame->kind == FrameKind::refusal) {
      return refused(app, command, read_refusal(frame->bytes));
    }
    if (frame->kind == FrameKind::output) app.machine().out << frame->bytes << std::flush;
    if (frame->kind == FrameKind::errors) app.machine().err << frame->bytes << std::flush;
    if (frame->kind != FrameKind::exit) continue;
    if (const auto code = exit_code_in(frame->bytes)) return *code;
    break;
  }
  return fail_with(app, ErrorKind::conflict, Word::served_cut, Word::served_cut_next);
}

}  // namespace

Result<std::optional<ExitCode>> hand_over(App& app, const CommandSpec& command,
                                          const Arguments& arguments) {
  if (command.use == StoreUse::none) return std::nullopt;
  const auto folder = app.data_folder();
  if (!folder) return std::nullopt;  // the command itself says what is wrong
  const auto line = TRY(call(app, control_path(*folder)));
  if (!line) return std::nullopt;
  if (command.use == StoreUse::exclusive) {
    return fail_with(app, ErrorKind::conflict, Word::served_exclusive, Word::served_exclusive_next,
                     {{"command", command.path}});
  }
  const auto first = receive_frame(line->descriptor(), kUntilReady);
  if (!first) return silent(app);
  if (first->kind == FrameKind::refusal) return refused(app, command, read_refusal(first->bytes));
  const std::string request = to_bytes(request_of(app, command, arguments));
  TRY(send_frame(line->descriptor(), FrameKind::request, request, kUntilReady));
  return TRY(take_answer(app, command, *line));
}

}  // namespace rettesnor::cli
