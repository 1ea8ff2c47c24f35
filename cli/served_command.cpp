// Checks that a request fits this program, and runs it as if it were typed here.
#include "cli/served_command.h"

#include <exception>
#include <utility>

#include "cli/app.h"
#include "cli/command_table.h"
#include "cli/surroundings.h"
#include "cli/terminal_user.h"
#include "review/desk.h"
#include "review/orders/orders.h"
#include "review/organisation/moment.h"
#include "store/log/event_origin.h"

namespace rettesnor::cli {
namespace {

Surroundings terminal_of(const ControlRequest& request, const ServingProgram& serving,
                         std::ostream& out, std::ostream& err) {
  return {.out = out,
          .err = err,
          .out_columns = request.columns,
          .out_is_terminal = request.out_is_terminal,
          .err_is_terminal = request.err_is_terminal,
          .environment =
              [sent = request.environment](std::string_view name) -> std::optional<std::string> {
            const auto found = sent.find(std::string(name));
            if (found == sent.end()) return std::nullopt;
            return found->second;
          },
          .clock = serving.clock,
          .stopwatch = this_machine(out, err).stopwatch};
}

/// Why it is not run at all; empty when it is.
std::optional<ControlRefusal> refusal_of(const ControlRequest& request,
                                         const ServingProgram& serving) {
  if (request.version != program_version()) {
    return ControlRefusal{RefusalReason::version, std::string(program_version())};
  }
  const CommandSpec* command = command_named(request.command);
  if (command == nullptr || command->use == StoreUse::none || command->use == StoreUse::exclusive) {
    return ControlRefusal{};
  }
  if (request.settings != serving.settings_path) {
    return ControlRefusal{RefusalReason::settings, serving.settings_path};
  }
  return std::nullopt;
}

/// The pages show from now on what the command made history.
core::Result<void> bring_up_to_date(const ServingProgram& serving) {
  auto went = serving.reviews.refresh(serving.clock());
  if (went) went = serving.orders.refresh(serving.reviews.now());
  if (!went) serving.history_is_newer();
  return went;
}

ExitCode run_as_typed(App& app, const CommandSpec& command, const ControlRequest& request) {
  ExitCode code = ExitCode::fault;
  try {
    const auto result = command.run(app, request.arguments);
    code = result ? *result : show_error(app, result.error());
  } catch (const std::exception& error) {
    app.machine().err << say(app.language(), Word::served_broke, {{"why", error.what()}}) << '\n';
  }
  return code;
}

}  // namespace

ControlOutcome run_served(const ServingProgram& serving, const ControlRequest& request,
                          const ControlPeer& peer, std::ostream& out, std::ostream& err) {
  if (auto refusal = refusal_of(request, serving)) return {std::move(refusal)};
  const CommandSpec& command = *command_named(request.command);
  const Surroundings machine = terminal_of(request, serving, out, err);
  auto globals = globals_from(request.arguments, machine);
  if (!globals) return {ControlRefusal{}};  // the terminal understood it before
  if (globals->now && *globals->now != serving.clock())
    return {ControlRefusal{RefusalReason::now, {}}};
  globals->language = request.language;
  const store::EventOrigin origin(terminal_facts(peer.user, peer.process));
  App app(machine, std::move(*globals), &serving);
  ControlOutcome outcome;
  outcome.code = run_as_typed(app, command, request);
  if (command.use == StoreUse::history) {
    if (const auto went = bring_up_to_date(serving); !went) {
      outcome.code = worse_of(outcome.code, show_error(app, went.error()));
    }
  }
  return outcome;
}

}  // namespace rettesnor::cli
