// Every command as data: what it is called, what it takes, what runs it. Parsing, help and shell
// completion all read this one table.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/app.h"
#include "cli/arguments.h"
#include "cli/exit_code.h"
#include "cli/words.h"

namespace rettesnor::cli {

/// What a shell may offer for a value.
enum class Completes { nothing, files, folders, sources, severities, languages };

struct PositionalSpec {
  std::string_view name;  ///< "PERSON"
  enum class Count { one, optional, any } count;
  Word meaning;
  Completes completes = Completes::nothing;
};

struct OptionSpec {
  std::string_view name;        ///< "--as-of"
  std::string_view value_name;  ///< "DATE"; empty for a switch
  Word meaning;
  Completes completes = Completes::nothing;
  enum class Count { once, many } count = Count::once;
};

/// What a command does with the store, and so what happens to it while `serve` holds the store.
enum class StoreUse {
  none,      ///< runs in the terminal, whatever else runs
  shared,    ///< `serve` runs it, on what the pages stand on
  history,   ///< the same, and the pages are brought up to date before it is over
  exclusive  ///< cannot run beside `serve`
};

struct CommandSpec {
  std::string_view path;  ///< "findings list"; words separated by one space
  Word section;           ///< heading under which the main help lists it
  Word summary;
  Word details;  ///< a paragraph of help, or Word::nothing
  std::vector<PositionalSpec> positionals;
  std::vector<OptionSpec> options;
  std::vector<std::string_view> examples;
  core::Result<ExitCode> (*run)(App& app, const Arguments& arguments);
  StoreUse use;
};

/// What a row's `run` is made of: reads a command's options from what was typed, then runs it.
template <auto read_options, auto run>
core::Result<ExitCode> read_and_run(App& app, const Arguments& arguments) {
  return run(app, TRY(read_options(app, arguments)));
}

// Options of many commands.
inline constexpr OptionSpec kLimit{"--limit", "N", Word::option_limit};
inline constexpr OptionSpec kBy{"--by", "LOGIN", Word::option_by};
inline constexpr OptionSpec kReason{"--reason", "TEXT", Word::option_reason};

/// In the order in which help shows them.
std::span<const CommandSpec> all_commands();
std::span<const OptionSpec> global_options();
/// A first word that is a group ("findings") and what it means alone ("findings list").
struct GroupSpec {
  std::string_view name;
  std::string_view alone;
  Word summary;
};
std::span<const GroupSpec> all_groups();

/// Null when there is none.
const CommandSpec* command_named(std::string_view path);
const GroupSpec* group_named(std::string_view name);

/// How help calls a value: "FILE" is "FIL" in Danish.
std::string label_of(Language language, std::string_view value_name);

}  // namespace rettesnor::cli
