// Turns what was typed into a command and its arguments.
#pragma once

#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/command_table.h"
#include "cli/words.h"

namespace rettesnor::cli {

struct TypedCommand {
  const CommandSpec* command = nullptr;  ///< null: none was named
  const GroupSpec* group = nullptr;      ///< the group, when only that was named
  Arguments arguments;
  enum class Help { no, asked } help = Help::no;
};

/// A mistake in what was typed: one line what, one line what to do.
struct TypingError {
  std::string what;
  std::string next;
};

/// `words`: without the program's name. The language is for the messages.
tl::expected<TypedCommand, TypingError> parse_command_line(const std::vector<std::string>& words,
                                                           Language language);

/// Before parsing: what --language says anywhere in the words, else Danish; a wrong value is
/// Danish.
Language peek_language(const std::vector<std::string>& words);

}  // namespace rettesnor::cli
