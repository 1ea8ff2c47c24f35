// The fixture town in a scratch folder, and the program run on it as a person would.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "tests/support/scratch.h"

namespace rettesnor::test {

inline constexpr std::string_view kTownNow = "2026-11-02T08:00:00+01:00";
inline constexpr std::string_view kTownBefore = "2026-10-26T08:00:00+01:00";

core::Timestamp town_moment();  ///< kTownNow
/// Dates the exports of a copy of the town an hour before each is read.
void date_town(const std::filesystem::path& town);

/// A copy of fixtures/town, with its own data folder.
class TownProgram {
 public:
  TownProgram();

  std::filesystem::path path() const { return folder_.path() / "town"; }
  std::string settings() const { return (path() / "rettesnor.toml").string(); }
  std::string earlier_settings() const { return (path() / "rettesnor-2026-10-26.toml").string(); }

  /// Runs the program on the town, with the town's clock.
  Ran run(std::vector<std::string> arguments) const;
  Ran run_earlier(std::vector<std::string> arguments) const;
  /// Both pulls and a reconcile; throws with the program's words when one goes wrong. Exit code 3
  /// of sync (a source has a gap) is as planted.
  void walk() const;
  /// `findings export --json`.
  std::string exported() const;

 private:
  Ran run_with(const std::string& settings, std::string_view now,
               std::vector<std::string> arguments) const;
  ScratchFolder folder_;
};

}  // namespace rettesnor::test
