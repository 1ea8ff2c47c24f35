// What is typed, what is typed wrongly, and the help.
#include <gtest/gtest.h>

#include "cli/command_table.h"
#include "cli/exit_code.h"
#include "core/text.h"
#include "tests/cli/cli_words.h"

namespace rettesnor::cli {
namespace {

std::vector<std::string> words_of(std::string_view path, const std::vector<std::string>& more) {
  std::vector<std::string> words;
  std::istringstream stream{std::string(path)};
  for (std::string word; stream >> word;) words.push_back(word);
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(Help, EveryCommandListsEveryExitCodeInBothLanguages) {
  for (const CommandSpec& command : all_commands()) {
    for (const std::string language : {"da", "en"}) {
      const ProgramRun run = run_cli(words_of(command.path, {"--help", "--language", language}));
      EXPECT_EQ(run.code, ExitCode::fine) << command.path;
      const std::vector<std::string> lines = lines_of(run.out);
      for (const ExitCodeRow& row : all_exit_codes()) {
        const std::string start = "  " + std::to_string(static_cast<int>(row.code)) + "  ";
        EXPECT_EQ(std::ranges::count_if(
                      lines, [&](const std::string& line) { return line.starts_with(start); }),
                  1)
            << command.path << " " << start;
      }
    }
  }
}

TEST(Help, FitsEightyColumns) {
  std::vector<std::vector<std::string>> pages = {{"--help"}};
  for (const CommandSpec& command : all_commands()) {
    pages.push_back(words_of(command.path, {"--help"}));
  }
  for (const GroupSpec& group : all_groups()) pages.push_back({std::string(group.name), "--help"});
  for (const auto& page : pages) {
    for (const std::string language : {"da", "en"}) {
      auto words = page;
      words.insert(words.end(), {"--language", language});
      for (const std::string& line : lines_of(run_cli(words).out)) {
        EXPECT_LE(core::terminal_width(line), 80U) << page.front() << ": " << line;
      }
    }
  }
}

TEST(Help, IsDanishUnlessEnglishIsAskedFor) {
  EXPECT_NE(run_cli({"sync", "--help"}).out.find("Brug: rettesnor sync"), std::string::npos);
  EXPECT_NE(run_cli({"sync", "-h", "--language=en"}).out.find("Usage: rettesnor sync"),
            std::string::npos);
}

TEST(Help, AloneTheProgramShowsItsCommands) {
  const ProgramRun run = run_cli({});
  EXPECT_EQ(run.code, ExitCode::fine);
  for (const CommandSpec& command : all_commands()) {
    EXPECT_NE(run.out.find(command.path), std::string::npos) << command.path;
  }
}

TEST(ExitCodes, AreCompleteAndInOrder) {
  int expected = 0;
  for (const ExitCodeRow& row : all_exit_codes()) EXPECT_EQ(static_cast<int>(row.code), expected++);
  EXPECT_EQ(expected, 10);
}

TEST(ExitCodes, TheWorseOfTwoIsWhatAScriptMustNotMiss) {
  EXPECT_EQ(worse_of(ExitCode::fine, ExitCode::source), ExitCode::source);
  EXPECT_EQ(worse_of(ExitCode::quarantine, ExitCode::source), ExitCode::quarantine);
  EXPECT_EQ(worse_of(ExitCode::corrupt, ExitCode::quarantine), ExitCode::corrupt);
}

TEST(Typing, AMistypedCommandIsGuessed) {
  const ProgramRun run = run_cli({"recncile"});
  EXPECT_EQ(run.code, ExitCode::usage);
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(run.err, "Fejl: Kommandoen \"recncile\" findes ikke.\n  Mente du \"reconcile\"?\n");
}

TEST(Typing, AMistypedOptionIsGuessed) {
  const ProgramRun run = run_cli({"findings", "list", "--severty", "high"});
  EXPECT_EQ(run.code, ExitCode::usage);
  EXPECT_NE(run.err.find("Mente du \"--severity\"?"), std::string::npos) << run.err;
}

TEST(Typing, AMissingArgumentIsNamed) {
  const ProgramRun run = run_cli({"who", "--language", "en"});
  EXPECT_EQ(run.code, ExitCode::usage);
  EXPECT_EQ(run.err, "Error: PERSON is missing.\n  See \"rettesnor who --help\".\n");
}

TEST(Typing, AnOptionWithoutItsValueIsNamed) {
  const ProgramRun run = run_cli({"findings", "--severity"});
  EXPECT_EQ(run.code, ExitCode::usage);
  EXPECT_NE(run.err.find("--severity skal have præcis én værdi."), std::string::npos) << run.err;
}

TEST(Typing, ASourceMayBeCalledLikeACommand) {
  const ProgramRun run = run_cli({"sync", "check", "--settings", "/does/not/exist"});
  EXPECT_EQ(run.code, ExitCode::not_found);
  EXPECT_NE(run.err.find("/does/not/exist"), std::string::npos) << run.err;
}

TEST(Typing, OptionsMayStandBeforeAndBehindTheCommand) {
  EXPECT_EQ(run_cli({"--json", "version"}).json(), run_cli({"version", "--json"}).json());
}

TEST(Typing, TheBreakerCannotBeSwitchedOff) {
  for (const std::string percent : {"100", "0", "-5", "abc", "250%"}) {
    const ProgramRun run = run_cli({"sync", "--raise-limit=" + percent});
    EXPECT_EQ(run.code, ExitCode::usage) << percent;
    EXPECT_NE(run.err.find("--raise-limit"), std::string::npos) << percent;
  }
}

TEST(Typing, ADecisionNeedsANameAndAReason) {
  EXPECT_EQ(run_cli({"quarantine", "reject", "3", "--by", "meho"}).code, ExitCode::usage);
  EXPECT_EQ(run_cli({"quarantine", "reject", "3", "--by", "meho", "--reason", " "}).code,
            ExitCode::usage);
  EXPECT_EQ(run_cli({"quarantine", "reject", "tre", "--by", "meho", "--reason", "x"}).code,
            ExitCode::usage);
  EXPECT_EQ(run_cli({"link", "K/a", "--by", "b", "--reason", "c"}).code, ExitCode::usage);
  EXPECT_EQ(run_cli({"link", "K/a", "p", "--nobody", "--by", "b", "--reason", "c"}).code,
            ExitCode::usage);
}

TEST(Json, ErrorsAreOneDocumentToo) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"nosuch", "--json"},
                                                {"who", "--json"},
                                                {"sync", "--json", "--settings", "/does/not/exist"},
                                                {"overview", "--json", "--now", "yesterday"}}) {
    const ProgramRun run = run_cli(words);
    EXPECT_EQ(run.err, "") << words.front();
    const auto error = run.json().at("error");
    EXPECT_EQ(error.at("exit_code"), static_cast<int>(run.code));
    EXPECT_TRUE(error.at("message").is_string());
    EXPECT_TRUE(error.at("kind").is_string());
    EXPECT_TRUE(error.at("details").is_array());
  }
}

TEST(Completions, KnowEveryCommandAndOptionAndAreABashScript) {
  const std::string script = run_cli({"completions", "bash"}).out;
  for (const CommandSpec& command : all_commands()) {
    EXPECT_NE(script.find("'" + std::string(command.path) + "'"), std::string::npos)
        << command.path;
    for (const OptionSpec& option : command.options) {
      EXPECT_NE(script.find(option.name), std::string::npos) << option.name;
    }
  }
  EXPECT_EQ(run_cli({"completions", "fish"}).code, ExitCode::corrupt);
}

}  // namespace
}  // namespace rettesnor::cli
