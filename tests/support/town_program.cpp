// Copies the town and runs the program that was built beside the tests.
#include "tests/support/town_program.h"
#include "tests/support/places.h"

#include <stdexcept>

#include "tests/support/town_builder.h"

namespace rettesnor::test {

core::Timestamp town_moment() {
  return moment(kTownNow);
}

void date_town(const std::filesystem::path& town) {
  constexpr std::chrono::hours kBeforeItIsRead{1};
  date_files(town, moment(kTownNow) - kBeforeItIsRead);
  date_files(town / "2026-10-26", moment(kTownBefore) - kBeforeItIsRead);
}

TownProgram::TownProgram() : folder_("town") {
  std::filesystem::copy(test::source_path("fixtures/town"), path(),
                        std::filesystem::copy_options::recursive);
  date_town(path());
}

Ran TownProgram::run_with(const std::string& settings, std::string_view now,
                          std::vector<std::string> arguments) const {
  if (const auto at = core::parse_timestamp(std::string(now))) date_files_written(path(), *at);
  std::vector<std::string> argv{test::built_path("cli/rettesnor").string(), "--settings", settings,
                                "--now", std::string(now)};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  return test::run(argv);
}

Ran TownProgram::run(std::vector<std::string> arguments) const {
  return run_with(settings(), kTownNow, std::move(arguments));
}

Ran TownProgram::run_earlier(std::vector<std::string> arguments) const {
  return run_with(earlier_settings(), kTownBefore, std::move(arguments));
}

void TownProgram::walk() const {
  const auto must = [](const Ran& ran, bool gap_is_planted) {
    if (ran.exit_code != 0 && !(gap_is_planted && ran.exit_code == 3)) {
      throw std::runtime_error(ran.out + ran.err);
    }
  };
  must(run_earlier({"sync"}), true);
  must(run({"sync"}), true);
  must(run({"reconcile"}), false);
}

std::string TownProgram::exported() const {
  const Ran ran = run({"findings", "export", "--json"});
  if (ran.exit_code != 0) throw std::runtime_error(ran.out + ran.err);
  return ran.out;
}

}  // namespace rettesnor::test
