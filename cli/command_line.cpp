// The only file that knows the argument-parsing library.
#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace rettesnor::cli {
namespace {

/// One level of the command tree, with the options that were declared on it.
struct Level {
  CLI::App* app = nullptr;
  const CommandSpec* command = nullptr;
  const GroupSpec* group = nullptr;
  std::vector<std::pair<std::string, CLI::Option*>> options;
};

void declare_option(Level& level, const OptionSpec& spec) {
  const std::string name(spec.name);
  if (spec.value_name.empty()) {
    level.options.emplace_back(name, level.app->add_flag(name == "--help" ? "-h,--help" : name));
    return;
  }
  CLI::Option* option = level.app->add_option(name);
  if (spec.count == OptionSpec::Count::many) option->take_all();
  level.options.emplace_back(name, option);
}

void declare_level(Level& level) {
  level.app->set_help_flag();
  level.app->allow_extras();
  level.app->require_subcommand(0, 1);
  for (const OptionSpec& spec : global_options()) declare_option(level, spec);
  const CommandSpec* command = level.command;
  if (level.group != nullptr) command = command_named(level.group->alone);
  if (command == nullptr) return;
  for (const OptionSpec& spec : command->options) declare_option(level, spec);
  if (level.group != nullptr) return;
  for (const PositionalSpec& spec : command->positionals) {
    CLI::Option* option = level.app->add_option(std::string(spec.name));
    if (spec.count == PositionalSpec::Count::any) option->take_all()->allow_extra_args();
    level.options.emplace_back(spec.name, option);
  }
}

/// Fewest letters to add, drop, change or swap to get from one word to the other.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min(
          {d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

/// The known word that is nearest to the typed one, or empty when none is near.
std::string nearest(std::string_view typed, const std::vector<std::string>& known) {
  std::string best;
  std::size_t least = std::max<std::size_t>(2, typed.size() / 3) + 1;
  for (const std::string& word : known) {
    const std::size_t d = word.starts_with(typed) && typed.size() > 2 ? 1 : distance(typed, word);
    if (d < least) {
      least = d;
      best = word;
    }
  }
  return best;
}

std::string help_line(Language language, std::string_view path) {
  const std::string command =
      path.empty() ? "rettesnor --help" : "rettesnor " + std::string(path) + " --help";
  return say(language, Word::typing_see_help, {{"command", command}});
}

TypingError unknown(const Level& level, const std::vector<std::string>& extras, Language language) {
  const auto dashed = std::find_if(extras.begin(), extras.end(),
                                   [](const std::string& word) { return word.starts_with("-"); });
  const std::string& word = dashed != extras.end() ? *dashed : extras.front();
  std::vector<std::string> known;
  Word what = Word::typing_unexpected;
  std::string_view path = level.command != nullptr ? level.command->path : "";
  if (level.group != nullptr) path = level.group->name;
  if (dashed != extras.end()) {
    what = Word::typing_unknown_option;
    for (const auto& [name, option] : level.options) {
      if (name.starts_with("-")) known.push_back(name);
    }
  } else if (level.command == nullptr) {
    what = Word::typing_unknown_command;
    const std::string prefix = level.group != nullptr ? std::string(level.group->name) + " " : "";
    for (const CommandSpec& command : all_commands()) {
      if (!command.path.starts_with(prefix)) continue;
      const std::string_view rest = command.path.substr(prefix.size());
      known.emplace_back(rest.substr(0, rest.find(' ')));
    }
  }
  const std::string near = nearest(word.substr(0, word.find('=')), known);
  return {say(language, what, {{"word", word}}),
          near.empty() ? help_line(language, path)
                       : say(language, Word::typing_did_you_mean, {{"word", near}})};
}

tl::expected<TypedCommand, TypingError> understand(const std::vector<Level>& levels,
                                                   const Level& last, Language language) {
  TypedCommand typed;
  typed.command = last.command;
  typed.group = last.group;
  for (const Level& level : levels) {
    for (const auto& [name, option] : level.options) {
      if (option->count() == 0) continue;
      typed.arguments.put(name, option->results());
    }
  }
  if (typed.arguments.has("--help")) {
    typed.help = TypedCommand::Help::asked;
    return typed;
  }
  if (const std::vector<std::string> extras = last.app->remaining(); !extras.empty()) {
    return tl::unexpected(unknown(last, extras, language));
  }
  if (typed.group != nullptr && !typed.group->alone.empty()) {
    typed.command = command_named(typed.group->alone);
  }
  if (last.command == nullptr) return typed;
  for (const PositionalSpec& spec : last.command->positionals) {
    if (spec.count != PositionalSpec::Count::one || typed.arguments.has(spec.name)) continue;
    return tl::unexpected(
        TypingError{say(language, Word::typing_missing, {{"name", label_of(language, spec.name)}}),
                    help_line(language, last.command->path)});
  }
  return typed;
}

}  // namespace

Language peek_language(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--language=en") return Language::english;
    if (words[i] == "--language" && i + 1 < words.size() && words[i + 1] == "en") {
      return Language::english;
    }
  }
  return Language::danish;
}

tl::expected<TypedCommand, TypingError> parse_command_line(const std::vector<std::string>& words,
                                                           Language language) {
  CLI::App root("rettesnor", "rettesnor");
  std::vector<Level> levels;
  levels.push_back({.app = &root});
  declare_level(levels.back());
  for (const GroupSpec& group : all_groups()) {
    levels.push_back({.app = root.add_subcommand(std::string(group.name)), .group = &group});
    declare_level(levels.back());
  }
  for (const CommandSpec& command : all_commands()) {
    const std::size_t space = command.path.find(' ');
    CLI::App* parent = &root;
    if (space != std::string_view::npos) {
      parent = root.get_subcommand(std::string(command.path.substr(0, space)));
    }
    const std::string name(command.path.substr(space == std::string_view::npos ? 0 : space + 1));
    levels.push_back({.app = parent->add_subcommand(name), .command = &command});
    declare_level(levels.back());
  }

  std::vector<std::string> reversed(words.rbegin(), words.rend());
  try {
    root.parse(reversed);
  } catch (const CLI::ParseError& error) {
    // The library's words are English; the only mistake left to it is an option without one value.
    const std::string text = error.what();
    return tl::unexpected(TypingError{
        say(language, Word::typing_one_value, {{"option", text.substr(0, text.find(':'))}}),
        help_line(language, "")});
  }

  std::vector<Level> used;
  for (const Level& level : levels) {
    if (level.app == &root || level.app->parsed()) used.push_back(level);
  }
  return understand(used, used.back(), language);
}

}  // namespace rettesnor::cli
