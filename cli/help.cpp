// Writes the help pages.
#include "cli/help.h"

#include <string>

#include "cli/exit_code.h"

namespace rettesnor::cli {
namespace {

constexpr std::size_t kIndent = 2;

void show_table(Screen& screen, const Table& table) {
  if (!table.empty()) screen.table(table, kIndent);
}

Table two_columns() {
  return Table({{""}, {.title = "", .narrow = Narrow::wrap, .least = 20}});
}

void show_options(Screen& screen, Word heading, std::span<const OptionSpec> options) {
  if (options.empty()) return;
  screen.heading(heading);
  Table table = two_columns();
  for (const OptionSpec& option : options) {
    std::string name(option.name);
    if (name == "--help") name = "-h, --help";
    if (!option.value_name.empty()) name += " " + label_of(screen.language(), option.value_name);
    table.add({line_of(name), line_of(screen.text(option.meaning))});
  }
  show_table(screen, table);
}

void show_exit_codes(Screen& screen) {
  screen.heading(Word::help_exit_codes);
  Table table(
      {{.title = "", .align = Align::right}, {.title = "", .narrow = Narrow::wrap, .least = 20}});
  for (const ExitCodeRow& row : all_exit_codes()) {
    table.add(
        {line_of(std::to_string(static_cast<int>(row.code))), line_of(screen.text(row.meaning))});
  }
  show_table(screen, table);
}

std::string usage_of(const CommandSpec& command, Screen& screen) {
  std::string usage = "rettesnor " + std::string(command.path);
  for (const PositionalSpec& positional : command.positionals) {
    const std::string name = label_of(screen.language(), positional.name);
    switch (positional.count) {
      case PositionalSpec::Count::one:
        usage += " " + name;
        break;
      case PositionalSpec::Count::optional:
        usage += " [" + name + "]";
        break;
      case PositionalSpec::Count::any:
        usage += " [" + name + "…]";
        break;
    }
  }
  if (!command.options.empty()) usage += " " + screen.text(Word::help_options_placeholder);
  return usage;
}

void show_usage(Screen& screen, const std::string& usage) {
  screen.line();
  screen.paragraph({{screen.text(Word::help_usage), Tone::strong}, {" " + usage}}, 0, 2);
}

}  // namespace

void show_main_help(Screen& screen) {
  screen.say(Word::help_tagline, {{"version", RETTESNOR_VERSION}});
  show_usage(screen, screen.text(Word::help_usage_main));
  // One table for every section, so that all of them are aligned alike.
  Table table = two_columns();
  std::vector<std::pair<Word, std::size_t>> sections;
  std::size_t rows = 0;
  for (const CommandSpec& command : all_commands()) {
    if (sections.empty() || sections.back().first != command.section) {
      sections.emplace_back(command.section, rows);
    }
    table.add(
        {line_of(std::string(command.path), Tone::strong), line_of(screen.text(command.summary))});
    ++rows;
  }
  const auto lines = table.lay_out(std::nullopt, kIndent);
  for (std::size_t s = 0; s < sections.size(); ++s) {
    screen.heading(sections[s].first);
    const std::size_t end = s + 1 < sections.size() ? sections[s + 1].second : rows;
    for (std::size_t row = sections[s].second; row < end; ++row) screen.line(lines[row]);
  }
  show_options(screen, Word::help_global_options, global_options());
  show_exit_codes(screen);
  screen.line();
  screen.say(Word::help_more);
}

void show_group_help(Screen& screen, const GroupSpec& group) {
  screen.say(group.summary);
  show_usage(screen, "rettesnor " + std::string(group.name) + " " +
                         screen.text(Word::help_command_placeholder));
  screen.heading(Word::help_commands);
  Table table = two_columns();
  const std::string prefix = std::string(group.name) + " ";
  for (const CommandSpec& command : all_commands()) {
    if (!command.path.starts_with(prefix)) continue;
    table.add(
        {line_of(std::string(command.path), Tone::strong), line_of(screen.text(command.summary))});
  }
  show_table(screen, table);
  if (!group.alone.empty()) {
    screen.line();
    screen.say(Word::help_group_alone,
               {{"group", std::string(group.name)}, {"command", std::string(group.alone)}});
  }
  show_options(screen, Word::help_global_options, global_options());
  show_exit_codes(screen);
}

void show_command_help(Screen& screen, const CommandSpec& command) {
  screen.say(command.summary);
  show_usage(screen, usage_of(command, screen));
  if (command.details != Word::nothing) {
    screen.line();
    screen.say(command.details);
  }
  if (!command.positionals.empty()) {
    screen.heading(Word::help_positionals);
    Table table = two_columns();
    for (const PositionalSpec& positional : command.positionals) {
      table.add({line_of(label_of(screen.language(), positional.name)),
                 line_of(screen.text(positional.meaning))});
    }
    show_table(screen, table);
  }
  show_options(screen, Word::help_options, command.options);
  if (!command.examples.empty()) {
    screen.heading(Word::help_examples);
    for (const std::string_view example : command.examples) {
      screen.line(line_of("  " + std::string(example)));
    }
  }
  show_options(screen, Word::help_global_options, global_options());
  show_exit_codes(screen);
}

}  // namespace rettesnor::cli
