// `completions bash`: a completion script made from the table of commands.
#include "cli/commands/completions.h"

#include <ostream>
#include <set>

#include "cli/command_table.h"

namespace rettesnor::cli {
namespace {

/// Words that may stand after `path` ("" or a group).
std::string words_after(std::string_view path) {
  std::set<std::string> words;
  for (const CommandSpec& command : all_commands()) {
    std::string_view rest = command.path;
    if (!path.empty()) {
      if (!rest.starts_with(std::string(path) + " ")) continue;
      rest.remove_prefix(path.size() + 1);
    }
    words.emplace(rest.substr(0, rest.find(' ')));
  }
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::string options_of(std::string_view path) {
  std::string out;
  const CommandSpec* command = command_named(path);
  if (command == nullptr) {
    const GroupSpec* group = group_named(path);
    if (group != nullptr) command = command_named(group->alone);
  }
  if (command != nullptr) {
    for (const OptionSpec& option : command->options) out += std::string(option.name) + " ";
  }
  for (const OptionSpec& option : global_options()) out += std::string(option.name) + " ";
  out.pop_back();
  return out;
}

/// The shell's way to complete one kind of value.
std::string_view completer(Completes completes) {
  switch (completes) {
    case Completes::files:
      return "COMPREPLY=($(compgen -f -- \"$word\"))";
    case Completes::folders:
      return "COMPREPLY=($(compgen -d -- \"$word\"))";
    case Completes::severities:
      return "COMPREPLY=($(compgen -W 'critical high medium low notice' -- \"$word\"))";
    case Completes::languages:
      return "COMPREPLY=($(compgen -W 'da en' -- \"$word\"))";
    case Completes::sources:
      return "COMPREPLY=($(compgen -W \"$(awk -F'\"' '/^\\[\\[source\\]\\]/ { inside = 1 } "
             "inside && /^name/ { print $2; inside = 0 }' "
             "\"${RETTESNOR_SETTINGS:-rettesnor.toml}\" 2>/dev/null)\" -- \"$word\"))";
    case Completes::nothing:
      return "COMPREPLY=()";
  }
  return "COMPREPLY=()";
}

void write_bash(std::ostream& out) {
  out << "# bash completion for rettesnor; load it with:  source <(rettesnor completions bash)\n"
         "_rettesnor() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} path= i\n"
         "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "    case \"$path ${COMP_WORDS[i]}\" in\n";
  std::set<std::string> paths;
  for (const CommandSpec& command : all_commands()) paths.emplace(command.path);
  for (const GroupSpec& group : all_groups()) paths.emplace(group.name);
  for (const std::string& path : paths) {
    const std::string pattern = path.find(' ') == std::string::npos ? " " + path : path;
    out << "      '" << pattern << "') path='" << path << "' ;;\n";
  }
  out << "    esac\n  done\n  case $before in\n";
  std::set<std::string> seen;
  const auto write_options = [&](std::span<const OptionSpec> options) {
    for (const OptionSpec& option : options) {
      if (option.value_name.empty() || !seen.emplace(option.name).second) continue;
      out << "    " << option.name << ") " << completer(option.completes) << "; return ;;\n";
    }
  };
  write_options(global_options());
  for (const CommandSpec& command : all_commands()) write_options(command.options);
  out << "  esac\n  case \"$path\" in\n";
  out << "    '') COMPREPLY=($(compgen -W '" << words_after("") << " " << options_of("")
      << "' -- \"$word\")) ;;\n";
  for (const std::string& path : paths) {
    const std::string words = words_after(path);
    out << "    '" << path << "')\n      if [[ $word == -* ]]; then COMPREPLY=($(compgen -W '"
        << options_of(path) << "' -- \"$word\"))\n      else ";
    const CommandSpec* command = command_named(path);
    if (!words.empty()) {
      out << "COMPREPLY=($(compgen -W '" << words << "' -- \"$word\"))";
    } else if (command != nullptr && !command->positionals.empty()) {
      out << completer(command->positionals.front().completes);
    } else {
      out << "COMPREPLY=()";
    }
    out << "; fi ;;\n";
  }
  out << "  esac\n}\ncomplete -F _rettesnor rettesnor\n";
}

}  // namespace

core::Result<CompletionsOptions> completions_options(App&, const Arguments& arguments) {
  return CompletionsOptions{.shell = arguments.get("SHELL")};
}

core::Result<ExitCode> run_completions(App& app, const CompletionsOptions& options) {
  if (options.shell != "bash") {
    return fail_with(app, core::ErrorKind::unsupported, Word::completions_unknown,
                     Word::completions_unknown_next, {{"shell", options.shell}});
  }
  write_bash(app.machine().out);
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
