// What a person sees, byte for byte, on the fixture town. UPDATE_GOLDENS=1 rewrites the files; the
// difference is then read by a human.
#include <gtest/gtest.h>

#include <filesystem>

#include "core/text.h"
#include "tests/cli/cli_words.h"
#include "tests/support/golden.h"
#include "tests/support/places.h"
#include "tests/support/scratch.h"
#include "tests/support/town_program.h"

namespace rettesnor::cli {
namespace {

namespace fs = std::filesystem;

/// The town with both pulls and a reconcile in it, made once for all tests.
class Town {
 public:
  static const Town& walked() {
    static const Town town;
    return town;
  }
  ProgramRun run(std::vector<std::string> words) const {
    words.insert(words.end(), {"--settings", (folder_.path() / "town/rettesnor.toml").string()});
    return run_cli(words);
  }

 private:
  Town() {
    fs::copy(test::source_path("fixtures/town"), folder_.path() / "town",
             fs::copy_options::recursive);
    test::date_town(folder_.path() / "town");
    const std::string earlier = (folder_.path() / "town/rettesnor-2026-10-26.toml").string();
    run_cli({"sync", "--settings", earlier}, {.now = "2026-10-26T08:00:00+01:00"});
    run({"sync"});
    run({"reconcile"});
  }
  test::ScratchFolder folder_{"golden_town"};
};

struct Golden {
  std::string name;
  std::vector<std::string> words;
};

void PrintTo(const Golden& golden, std::ostream* out) {
  *out << golden.name;
}

const Golden kGoldens[] = {
    {"help", {"--help"}},
    {"help_en", {"--help", "--language", "en"}},
    {"help_sync", {"sync", "--help"}},
    {"help_findings", {"findings", "--help"}},
    {"sync_again", {"sync", "--dry-run"}},
    {"reconcile_again", {"reconcile"}},
    {"overview", {"overview"}},
    {"overview_en", {"overview", "--language", "en"}},
    {"findings_list_high", {"findings", "list", "--severity", "critical,high"}},
    {"findings_covered", {"findings", "list", "--covered"}},
    {"findings_person", {"findings", "list", "--person", "bikra"}},
    {"who_leaver", {"who", "bikra"}},
    {"who_two_accounts", {"who", "Tove Skaarup"}},
    {"who_before", {"who", "bikra", "--as-of", "30.10.2026"}},
    {"who_ambiguous", {"who", "Mette Sørensen"}},
    {"who_between_readings", {"who", "P0085", "--as-of", "30.10.2026"}},
    {"access_before_history", {"access", "SagsHuset:Medarbejderbuket", "--as-of", "01.01.2026"}},
    {"access_to_come", {"access", "SagsHuset:Medarbejderbuket", "--as-of", "01.12.2026"}},
    {"access_nested", {"access", "Kataloget:G_Drift"}},
    {"sources", {"sources"}},
    {"pulls", {"pulls", "hr"}},
    {"quarantine_empty", {"quarantine"}},
    {"policy_check", {"policy", "check"}},
};

class Goldens : public testing::TestWithParam<Golden> {};

TEST_P(Goldens, WhatAPersonSeesIsWhatWasAgreed) {
  const ProgramRun run = Town::walked().run(GetParam().words);
  std::string seen = run.out;
  if (!run.err.empty()) seen += "--- stderr\n" + run.err;
  seen += "--- exit code " + std::to_string(static_cast<int>(run.code)) + "\n";
  // The scratch folder's name is not part of the answer.
  for (std::size_t at; (at = seen.find(fs::temp_directory_path().string())) != std::string::npos;) {
    seen.replace(at, seen.find("/town", at) + 5 - at, "TOWN");
  }
  for (const std::string& line : lines_of(seen)) EXPECT_LE(core::terminal_width(line), 80U) << line;
  test::expect_golden(seen, "tests/cli/goldens/" + GetParam().name + ".txt");
}

INSTANTIATE_TEST_SUITE_P(Town, Goldens, testing::ValuesIn(kGoldens),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace rettesnor::cli
