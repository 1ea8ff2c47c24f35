// Parses, shows help, or runs the command and reports how it went.
#include "cli/program.h"

#include <unistd.h>

#include <algorithm>
#include <optional>

#include "cli/command_line.h"
#include "cli/handing_over.h"
#include "cli/help.h"
#include "cli/terminal_user.h"
#include "store/log/event_origin.h"

namespace rettesnor::cli {
namespace {

/// An App for a run that went wrong before its options were understood.
App app_for_mistakes(const std::vector<std::string>& words, const Surroundings& machine,
                     Language language) {
  Globals globals;
  globals.language = language;
  if (std::find(words.begin(), words.end(), "--json") != words.end()) globals.format = Format::json;
  return {machine, globals};
}

void show_help(Screen& screen, const TypedCommand& typed) {
  if (typed.group != nullptr) {
    show_group_help(screen, *typed.group);
  } else if (typed.command != nullptr) {
    show_command_help(screen, *typed.command);
  } else {
    show_main_help(screen);
  }
}

}  // namespace

ExitCode run_program(const std::vector<std::string>& words, const Surroundings& machine) {
  const Language language = peek_language(words);
  const auto typed = parse_command_line(words, language);
  if (!typed) {
    App app = app_for_mistakes(words, machine, language);
    return show_error(
        app, {core::ErrorKind::invalid_input, typed.error().what + "\n" + typed.error().next});
  }
  auto globals = globals_from(typed->arguments, machine);
  if (!globals) {
    App app = app_for_mistakes(words, machine, language);
    return show_error(app, globals.error());
  }
  App app(machine, std::move(*globals));
  if (typed->help == TypedCommand::Help::asked || typed->command == nullptr) {
    show_help(app.screen(), *typed);
    return ExitCode::fine;
  }
  const auto handed = hand_over(app, *typed->command, typed->arguments);
  if (!handed) return show_error(app, handed.error());
  if (*handed) return **handed;
  std::optional<store::EventOrigin> origin;
  if (typed->command->use != StoreUse::exclusive)
    origin.emplace(terminal_facts(getuid(), getpid()));
  const core::Result<ExitCode> result = typed->command->run(app, typed->arguments);
  return result ? *result : show_error(app, result.error());
}

}  // namespace rettesnor::cli
