// Refusals for real, asked for in Danish: nothing that is answered is English.
#include <gtest/gtest.h>

#include "tests/cli/small_town.h"
#include "tests/support/language_words.h"

namespace rettesnor::cli {
namespace {

using Words = std::vector<std::string>;

/// Commands that are refused, each for its own reason.
std::vector<Words> wrong_commands() {
  return {
      {"nosuch"},
      {"sync", "--nosuch"},
      {"sync", "nosuch"},
      {"sync", "--raise-limit", "0"},
      {"sync", "--raise-limit", "100"},
      {"check", "nosuch"},
      {"findings", "list", "--severity", "slem"},
      {"findings", "list", "--code", "NOSUCH"},
      {"findings", "list", "--limit", "mange"},
      {"findings", "show"},
      {"findings", "show", "ab"},
      {"findings", "show", "abcdef"},
      {"findings", "export", "--output", "/no/such/folder/x.csv"},
      {"who"},
      {"who", "Nosuch Xerxes"},
      {"who", "Mette Holm", "--as-of", "engang"},
      {"access", "Kataloget:Nosuch"},
      {"quarantine", "show", "x"},
      {"quarantine", "show", "99"},
      {"quarantine", "release", "99", "--by", "meho", "--reason", "x"},
      {"quarantine", "reject", "99", "--by", "nosuch", "--reason", "x"},
      {"quarantine", "release", "99", "--by", "meho"},
      {"link", "Kataloget/nosuch", "10001", "--by", "meho", "--reason", "x"},
      {"link", "Kataloget/ukendt", "--by", "meho", "--reason", "x"},
      {"link", "Kataloget/meho", "10001", "--by", "meho", "--reason", "x"},
      {"link", "Kataloget/ukendt", "10001", "--by", "nosuch", "--reason", "x"},
      {"policy", "simulate", "/no/such/file.toml"},
      {"campaign", "open", "Forår", "--deadline", "i morgen", "--by", "meho"},
      {"campaign", "open", "Forår", "--deadline", "2026-12-01", "--by", "jebr"},
      {"campaign", "open", "Forår", "--deadline", "2026-12-01", "--by", "meho", "--carry", "mange"},
      {"campaign", "open", "Forår", "--deadline", "2036-12-01", "--by", "meho"},
      {"campaign", "open", "Forår", "--deadline", "2026-12-01", "--by", "meho", "--kind", "nosuch"},
      {"campaign", "close", "x", "--by", "meho"},
      {"campaign", "close", "9", "--by", "meho", "--reason", "x"},
      {"mail", "show", "x"},
      {"mail", "show", "9"},
      {"mail", "stop"},
      {"orders", "show", "x"},
      {"orders", "show", "9"},
      {"orders", "approve", "9", "--by", "meho", "--reason", "x"},
      {"orders", "approve", "9"},
      {"orders", "request", "Kataloget/nosuch", "--by", "meho", "--reason", "x"},
      {"orders", "run", "--by", "meho", "--per-hour", "mange"},
      {"orphans", "accept", "Kataloget/ukendt", "10002", "--until", "engang", "--by", "meho",
       "--reason", "x"},
      {"orphans", "ask", "Kataloget/nosuch", "--by", "meho", "--reason", "x"},
      {"break-glass", "set"},
      {"serve", "--port", "mange"},
      {"serve"},
      {"completions", "fish"},
      {"init", "."},
      {"overview", "--now", "engang"},
  };
}

TEST(Language, FortyRefusalsInDanishHoldNoEnglish) {
  SmallTown town;
  town.write("politik/roller.toml",
             "[[appointment]]\nrole = \"attesteringsadministrator\"\nperson = \"10001\"\n"
             "from = 2020-01-01\ndecision = \"Chefgruppen 2019-12-01\"\n");
  ASSERT_EQ(town.run({"sync"}).code, ExitCode::fine);
  town.run({"reconcile"});
  int refused = 0;
  for (const Words& command : wrong_commands()) {
    Words words = command;
    words.insert(words.end(), {"--language", "da"});
    const ProgramRun run = town.run(words);
    std::string typed;
    for (const std::string& word : command) typed += word + " ";
    EXPECT_NE(run.code, ExitCode::fault) << typed << run.err;
    EXPECT_EQ(test::english_in(run.out + run.err), "") << typed << "\n" << run.out << run.err;
    refused += run.code != ExitCode::fine && !run.err.empty() ? 1 : 0;
  }
  EXPECT_GE(refused, 40);
}

TEST(Language, TheHelpOfNoCommandHoldsEnglish) {
  for (const Words& page : {Words{"--help"}, Words{"sync", "--help"}, Words{"orders", "--help"},
                            Words{"campaign", "open", "--help"}, Words{"serve", "--help"}}) {
    Words words = page;
    words.insert(words.end(), {"--language", "da"});
    EXPECT_EQ(test::english_in(run_cli(words).out), "") << page.front();
  }
}

}  // namespace
}  // namespace rettesnor::cli
