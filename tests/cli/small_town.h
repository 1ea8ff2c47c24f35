// A municipality of sixty people in csv files, for tests of commands that need something to read.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "tests/cli/cli_words.h"
#include "tests/support/scratch.h"

namespace rettesnor::cli {

inline constexpr int kSmallTownPeople = 60;

/// Mette Holm (10001) has two accounts, meho and meho-adm; Jens Bro (10002) has jebr; the others
/// are Ansat 3 … Ansat 60 with one account each. Everybody is in G_Alle; Mette is in G_Drift from
/// `mette_runs_things` on.
class SmallTown {
 public:
  SmallTown() {
    write(
        "politik/politik.toml",
        "[policy]\nversion = \"1\"\napproved_on = \"2026-01-01\"\n\n[[document]]\nid = \"regler\"\n"
        "title = \"Regler\"\nversion = \"1\"\nlast_reviewed = \"2026-01-01\"\n");
    write("rettesnor.toml", kSettings);
    write_hr();
    write_catalogue();
  }

  std::set<int> gone_accounts;  ///< employees whose account is no longer in the catalogue
  bool mette_runs_things = false;
  std::set<int> left;  ///< employees who left on 2026-09-30
  std::string extra_hr_rows;

  void write_hr() const {
    std::string rows = "PersonID;Tjnr;Navn;Enhed;Fra;Til\r\n";
    for (int n = 1; n <= kSmallTownPeople; ++n) {
      const std::string number = std::to_string(10000 + n);
      rows += "P" + number + ";" + number + ";" + name(n) + ";E1;2020-01-01;" +
              (left.contains(n) ? "2026-09-30" : "") + "\r\n";
    }
    write("ansatte.csv", rows + extra_hr_rows);
    write("enheder.csv", "EnhedID;Navn;Leder\r\nE1;Rådhuset;10002\r\n");
  }

  void write_catalogue() const {
    std::string accounts = "Login;Navn;Tjnr;Type\r\n";
    std::string grants = "Login;Kode\r\n";
    for (int n = 1; n <= kSmallTownPeople; ++n) {
      if (gone_accounts.contains(n)) continue;
      accounts += login(n) + ";" + name(n) + ";" + std::to_string(10000 + n) + ";personal\r\n";
      grants += login(n) + ";G_Alle\r\n";
    }
    accounts += "meho-adm;Mette Holm (adm);10001;admin\r\nukendt;Ukendt Konto;;personal\r\n";
    if (mette_runs_things) grants += "meho;G_Drift\r\n";
    write("konti.csv", accounts);
    write("rettigheder.csv", "Kode;Navn\r\nG_Alle;G_Alle\r\nG_Drift;G_Drift\r\n");
    write("tildelinger.csv", grants);
  }

  ProgramRun run(std::vector<std::string> words, const Terminal& terminal = {}) const {
    words.insert(words.end(), {"--settings", (folder_.path() / "rettesnor.toml").string()});
    if (const auto now = core::parse_timestamp(std::string(terminal.now))) {
      test::date_files_written(folder_.path(), *now);
    }
    return run_cli(words, terminal);
  }
  /// At eight o'clock on that day of November 2026.
  ProgramRun run_on(int day, std::vector<std::string> words) const {
    const std::string number = (day < 10 ? "0" : "") + std::to_string(day);
    return run(std::move(words), {.now = "2026-11-" + number + "T08:00:00+01:00"});
  }

  const std::filesystem::path& path() const { return folder_.path(); }

  static std::string name(int n) {
    if (n == 1) return "Mette Holm";
    if (n == 2) return "Jens Bro";
    return "Ansat " + std::to_string(n);
  }
  static std::string login(int n) {
    if (n == 1) return "meho";
    if (n == 2) return "jebr";
    return "ans" + std::to_string(n);
  }

  void write(const std::string& file, const std::string& text) const {
    std::filesystem::create_directories((folder_.path() / file).parent_path());
    test::write_file(folder_.path() / file, text);
  }

 private:
  static constexpr const char* kSettings = R"([municipality]
name = "Lilleby Kommune"
timezone = "Europe/Copenhagen"
policies = "politik"
data = "data"

[[source]]
name = "hr"
kind = "csv"
system = "Personale"
delimiter = ";"
[[source.file]]
path = "enheder.csv"
class = "unit"
key = ["EnhedID"]
columns = { name = "Navn", leader = "Leder" }
[[source.file]]
path = "ansatte.csv"
class = "employment"
key = ["Tjnr"]
columns = { person = "PersonID", employee_no = "Tjnr", name = "Navn", unit = "Enhed", start = "Fra", end = "Til" }

[[source]]
name = "kataloget"
kind = "csv"
system = "Kataloget"
delimiter = ";"
[[source.file]]
path = "konti.csv"
class = "account"
key = ["Login"]
columns = { login = "Login", name = "Navn", employee_no = "Tjnr", kind = "Type" }
[[source.file]]
path = "rettigheder.csv"
class = "entitlement"
key = ["Kode"]
columns = { name = "Navn" }
[[source.file]]
path = "tildelinger.csv"
class = "grant"
columns = { account = "Login", entitlement = "Kode" }
)";
  test::ScratchFolder folder_{"small_town"};
};

}  // namespace rettesnor::cli
