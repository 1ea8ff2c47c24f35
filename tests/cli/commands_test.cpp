// Commands on a small municipality, from files to answers.
#include <gtest/gtest.h>

#include "core/text.h"
#include "policies/settings.h"
#include "store/store.h"
#include "tests/cli/small_town.h"

namespace rettesnor::cli {
namespace {

using testing::Test;

std::string all_of(const ProgramRun& run) {
  return run.out + run.err;
}

TEST(Init, WhatItWritesCanBeUsedAtOnce) {
  const test::ScratchFolder folder("init");
  const ProgramRun made = run_cli({"init", folder.path().string()});
  ASSERT_EQ(made.code, ExitCode::fine) << all_of(made);
  const std::string settings = folder.file("rettesnor.toml");
  const ProgramRun checked = run_cli({"policy", "check", "--settings", settings});
  EXPECT_EQ(checked.code, ExitCode::fine) << all_of(checked);
}

TEST(Init, TheExamplesInItAreGoodOnceTheHashIsTakenAway) {
  const test::ScratchFolder folder("init");
  run_cli({"init", folder.path().string()});
  for (const std::string file : {"rettesnor.toml", "politik/politik.toml"}) {
    std::string text;
    for (const std::string& line : lines_of(test::read_file(folder.path() / file))) {
      const bool example = line.size() > 1 && line[0] == '#' && line[1] != ' ';
      text += (example ? line.substr(1) : line) + "\n";
    }
    test::write_file(folder.path() / file, text);
  }
  const auto settings = policies::read_settings(folder.file("rettesnor.toml"));
  ASSERT_TRUE(settings) << settings.error().message;
  EXPECT_EQ(settings->sources.size(), 2U);
  const ProgramRun checked =
      run_cli({"policy", "check", "--json", "--settings", folder.file("rettesnor.toml")});
  EXPECT_EQ(checked.json().at("errors"), 0) << checked.out;
}

TEST(Init, NothingIsOverwritten) {
  const test::ScratchFolder folder("init");
  test::write_file(folder.path() / "rettesnor.toml", "mine");
  const ProgramRun run = run_cli({"init", folder.path().string()});
  EXPECT_EQ(run.code, ExitCode::conflict);
  EXPECT_EQ(test::read_file(folder.path() / "rettesnor.toml"), "mine");
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "politik"));
}

TEST(Start, EachCommandSaysWhatToDoFirst) {
  const ProgramRun run = run_cli({"overview", "--settings", "/no/such/file.toml"});
  EXPECT_EQ(run.code, ExitCode::not_found);
  EXPECT_NE(run.err.find("rettesnor init"), std::string::npos);
  const SmallTown town;
  for (const std::string command : {"overview", "reconcile", "findings", "quarantine", "sources"}) {
    const ProgramRun early = town.run({command});
    EXPECT_EQ(early.code, ExitCode::not_found) << command;
    EXPECT_NE(early.err.find("rettesnor sync"), std::string::npos) << command;
  }
  EXPECT_FALSE(std::filesystem::exists(town.path() / "data"));
}

TEST(Sync, TellsHowManyOfWhatFromWhichSource) {
  const SmallTown town;
  const ProgramRun run = town.run({"sync", "--json"});
  ASSERT_EQ(run.code, ExitCode::fine) << all_of(run);
  const auto sources = run.json().at("sources");
  ASSERT_EQ(sources.size(), 2U);
  for (const auto& source : sources) {
    EXPECT_EQ(source.at("outcome"), "applied");
    EXPECT_TRUE(source.at("error").is_null());
    EXPECT_TRUE(source.at("classes").is_array());
    EXPECT_TRUE(source.at("gaps").is_array());
    EXPECT_TRUE(source.at("rejected").is_array());
  }
  EXPECT_EQ(sources[1].at("members").at("seen"), kSmallTownPeople);
}

TEST(Sync, ADryRunKeepsNothing) {
  SmallTown town;
  town.run_on(1, {"sync"});
  town.mette_runs_things = true;
  town.write_catalogue();
  const ProgramRun dry = town.run_on(2, {"sync", "--dry-run"});
  EXPECT_EQ(dry.code, ExitCode::fine);
  EXPECT_NE(dry.out.find("G_Drift"), std::string::npos) << dry.out;
  const auto pulls = town.run({"pulls", "--json"}).json().at("pulls");
  EXPECT_EQ(pulls.size(), 2U);
}

TEST(Sync, ASourceThatCannotBeReadIsExitCodeThreeAndTheOthersGoOn) {
  const SmallTown town;
  std::filesystem::remove(town.path() / "konti.csv");
  const ProgramRun run = town.run({"sync", "--json"});
  EXPECT_EQ(run.code, ExitCode::source);
  const auto sources = run.json().at("sources");
  EXPECT_EQ(sources[0].at("outcome"), "applied");
  EXPECT_EQ(run.json().at("exit_code"), 3);
}

TEST(Sync, ARejectedRowIsNamedWithFileAndLine) {
  SmallTown town;
  town.extra_hr_rows = "P1;10099;Baglæns Dato;E1;2026-05-01;2026-01-01\r\n";
  town.write_hr();
  const ProgramRun run = town.run({"sync"});
  EXPECT_NE(run.out.find("ansatte.csv:62"), std::string::npos) << run.out;
}

TEST(Sync, AnUnknownSourceListsTheKnown) {
  const ProgramRun run = SmallTown().run({"sync", "katalog"});
  EXPECT_EQ(run.code, ExitCode::not_found);
  EXPECT_NE(run.err.find("hr, kataloget"), std::string::npos) << run.err;
}

class Quarantine : public Test {
 protected:
  void SetUp() override {
    town_.run_on(1, {"sync"});
    for (int n = 11; n <= 50; ++n) town_.gone_accounts.insert(n);
    town_.write_catalogue();
    const ProgramRun run = town_.run_on(2, {"sync", "--json"});
    ASSERT_EQ(run.code, ExitCode::quarantine) << all_of(run);
    number_ = std::to_string(run.json().at("sources")[1].at("pull").get<int>());
  }
  ProgramRun release(const std::string& by) const {
    return town_.run_on(3,
                        {"quarantine", "release", number_, "--by", by, "--reason", "lukket skole"});
  }
  std::size_t accounts() const {
    const auto pulls = town_.run({"sources", "--json"}).json().at("sources")[1].at("applied");
    for (const auto& change : pulls.at("classes")) {
      if (change.at("class") == "account") return change.at("seen").get<std::size_t>();
    }
    return 0;
  }
  SmallTown town_;
  std::string number_;
};

TEST_F(Quarantine, TellsWhatWaitsAndWhatItWouldDo) {
  const ProgramRun list = town_.run({"quarantine"});
  EXPECT_EQ(list.code, ExitCode::quarantine);
  const ProgramRun show = town_.run({"quarantine", "show", number_});
  EXPECT_EQ(show.code, ExitCode::quarantine);
  EXPECT_NE(show.out.find("40 konti væk"), std::string::npos) << show.out;
  EXPECT_EQ(accounts(), 62U);
}

TEST_F(Quarantine, TwoAccountsOfOnePersonAreOneWord) {
  EXPECT_EQ(release("meho").code, ExitCode::quarantine);
  const ProgramRun again = release("Kataloget/meho-adm");
  EXPECT_EQ(again.code, ExitCode::refused) << all_of(again);
  EXPECT_EQ(release("10001").code, ExitCode::refused);
  EXPECT_EQ(accounts(), 62U);
}

TEST_F(Quarantine, TwoPersonsReleaseIt) {
  EXPECT_EQ(release("meho").code, ExitCode::quarantine);
  const ProgramRun second = release("jebr");
  EXPECT_EQ(second.code, ExitCode::fine) << all_of(second);
  EXPECT_EQ(accounts(), 22U);
  EXPECT_EQ(town_.run({"quarantine"}).code, ExitCode::fine);
}

TEST_F(Quarantine, AnAccountThatIsNobodysCannotDecide) {
  const ProgramRun run = release("ukendt");
  EXPECT_EQ(run.code, ExitCode::refused) << all_of(run);
  EXPECT_EQ(release("findes-ikke").code, ExitCode::not_found);
}

TEST_F(Quarantine, APersonWhoHasLeftCannotDecide) {
  town_.left.insert(2);
  town_.write_hr();
  town_.run_on(2, {"sync", "hr"});
  EXPECT_EQ(release("jebr").code, ExitCode::refused);
}

TEST_F(Quarantine, OnePersonMayThrowItAway) {
  const ProgramRun run = town_.run_on(
      3, {"quarantine", "reject", number_, "--by", "meho", "--reason", "filen var tom"});
  EXPECT_EQ(run.code, ExitCode::fine) << all_of(run);
  EXPECT_EQ(town_.run({"quarantine"}).code, ExitCode::fine);
  EXPECT_EQ(release("jebr").code, ExitCode::not_found);
  EXPECT_EQ(accounts(), 62U);
}

class History : public Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(town_.run_on(2, {"sync"}).code, ExitCode::fine);
    town_.mette_runs_things = true;
    town_.write_catalogue();
    ASSERT_EQ(town_.run_on(9, {"sync"}).code, ExitCode::fine);
  }
  std::vector<std::string> rights_on(const std::string& as_of) const {
    const ProgramRun run = town_.run_on(20, {"who", "meho", "--as-of", as_of, "--json"});
    const nlohmann::json answer = run.json();
    std::vector<std::string> refs;
    for (const auto& right : answer.at("rights")) {
      const std::string ref = right.at("entitlement").at("ref");
      refs.push_back(ref + (right.at("had") == "had" ? "" : " changed"));
    }
    return refs;
  }
  SmallTown town_;
};

TEST_F(History, WhoKnowsWhatWasTrueBeforeAndAfterAChange) {
  // Read on the 2nd and on the 9th: that she got it in between is known, and not when.
  const std::vector<std::string> before = {"Kataloget:G_Alle", "Kataloget:G_Drift changed"};
  const std::vector<std::string> after = {"Kataloget:G_Alle", "Kataloget:G_Drift"};
  EXPECT_EQ(rights_on("08.11.2026"), before);
  EXPECT_EQ(rights_on("2026-11-08"), before);
  EXPECT_EQ(rights_on("09.11.2026"), after);
  EXPECT_EQ(rights_on("2026-11-09T07:59:59+01:00"), before);
  EXPECT_EQ(rights_on("2026-11-09T08:00:00+01:00"), after);
}

TEST_F(History, AccessKnowsTheSame) {
  const auto holders = [&](const std::string& as_of) {
    const ProgramRun run = town_.run_on(20, {"access", "G_Drift", "--as-of", as_of, "--json"});
    std::vector<std::string> had;
    const nlohmann::json answer = run.json();
    for (const auto& holder : answer.at("holders")) had.push_back(holder.at("had"));
    return had;
  };
  EXPECT_EQ(holders("08.11.2026"), std::vector<std::string>{"changed"});
  EXPECT_EQ(holders("09.11.2026"), std::vector<std::string>{"had"});
}

TEST_F(History, ANameThatSeveralHaveIsAQuestionNotAGuess) {
  const ProgramRun run = town_.run({"who", "Ansat"});
  EXPECT_EQ(run.code, ExitCode::not_found);
  EXPECT_NE(run.err.find("Ansat 3"), std::string::npos) << run.err;
  EXPECT_EQ(town_.run({"who", "Nobody At All"}).code, ExitCode::not_found);
}

TEST_F(History, ANonsenseDateIsRefused) {
  const ProgramRun run = town_.run({"who", "meho", "--as-of", "31.02.2026"});
  EXPECT_EQ(run.code, ExitCode::usage);
  EXPECT_NE(run.err.find("31.02.2026"), std::string::npos);
}

class Findings : public Test {
 protected:
  void SetUp() override {
    town_.left.insert(3);
    town_.write_hr();
    ASSERT_EQ(town_.run({"sync"}).code, ExitCode::fine);
    ASSERT_EQ(town_.run({"reconcile"}).code, ExitCode::fine);
  }
  nlohmann::json list(std::vector<std::string> more) const {
    std::vector<std::string> words = {"findings", "list", "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return town_.run(words).json().at("findings");
  }
  SmallTown town_;
};

TEST_F(Findings, FiltersFitWhatTheySay) {
  const auto orphan = list({"--code", "acc_orphan"});
  ASSERT_EQ(orphan.size(), 1U);
  EXPECT_EQ(orphan[0].at("subject").at("ref"), "Kataloget/ukendt");
  const auto leaver = list({"--severity", "critical"});
  ASSERT_EQ(leaver.size(), 1U);
  EXPECT_EQ(leaver[0].at("code"), "LEAVER_ENABLED");
  EXPECT_EQ(list({"--severity", "kritisk,høj", "--system", "kataloget"}).size(), 2U);
  EXPECT_EQ(list({"--person", "ans3"}).size(), 1U);
  EXPECT_EQ(list({"--person", "Ansat 3"}).size(), 1U);
  EXPECT_TRUE(list({"--system", "Findes ikke"}).empty());
}

TEST_F(Findings, UnknownFiltersAreRefusedNotIgnored) {
  EXPECT_EQ(town_.run({"findings", "--severity", "awful"}).code, ExitCode::usage);
  EXPECT_EQ(town_.run({"findings", "--code", "NO_SUCH_CODE"}).code, ExitCode::usage);
  EXPECT_EQ(town_.run({"findings", "--limit", "many"}).code, ExitCode::usage);
}

TEST_F(Findings, ShowTakesTheBeginningOfAnId) {
  const std::string id = list({"--code", "ACC_ORPHAN"})[0].at("id");
  const ProgramRun run = town_.run({"findings", "show", id.substr(0, 8)});
  EXPECT_EQ(run.code, ExitCode::fine);
  EXPECT_NE(run.out.find("Kataloget/ukendt"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find(id), std::string::npos);
  EXPECT_EQ(town_.run({"findings", "show", "ffffffff"}).code, ExitCode::not_found);
  EXPECT_EQ(town_.run({"findings", "show", "a"}).code, ExitCode::usage);
}

TEST_F(Findings, ExportIsTheSameBytesTwiceAndSorted) {
  const ProgramRun first = town_.run({"findings", "export", "--json"});
  EXPECT_EQ(first.out, town_.run({"findings", "export", "--json"}).out);
  EXPECT_EQ(first.json().at("format"), "rettesnor-findings/1");
  const nlohmann::json document = first.json();
  for (const auto& finding : document.at("findings")) {
    for (const char* key : {"id", "code", "severity", "title", "sentence", "subject", "object",
                            "rule", "clause", "document", "values", "paths", "evidence",
                            "covered_by", "first_seen", "last_seen", "resolved_at"}) {
      EXPECT_TRUE(finding.contains(key)) << key;
    }
  }
}

TEST_F(Findings, CsvCannotRunInASpreadsheet) {
  town_.write("konti.csv",
              "Login;Navn;Tjnr;Type\r\n=HYPERLINK(1);Ond Konto;;personal\r\n@SUM;To;;personal\r\n");
  town_.run_on(3, {"sync", "kataloget", "--raise-limit", "99"});
  town_.run_on(3, {"reconcile"});
  const ProgramRun run = town_.run_on(3, {"findings", "export"});
  for (const std::string start : {"\"=", "\"+", "\"-", "\"@"}) {
    EXPECT_EQ(run.out.find(start), std::string::npos) << start << "\n" << run.out;
  }
}

TEST_F(Findings, ScriptsCanFailOnTheSevereOnes) {
  EXPECT_EQ(town_.run({"reconcile", "--fail-on", "critical"}).code, ExitCode::findings);
  EXPECT_EQ(town_.run({"reconcile"}).code, ExitCode::fine);
  SmallTown calm;
  calm.run({"sync"});
  EXPECT_EQ(calm.run({"reconcile", "--fail-on", "critical"}).code, ExitCode::fine);
}

TEST_F(Findings, WhatIsMendedIsResolvedAndWhatIsNewIsNew) {
  town_.left.erase(3);
  town_.write_hr();
  town_.run_on(3, {"sync"});
  const auto counts = town_.run_on(3, {"reconcile", "--json"}).json();
  EXPECT_EQ(counts.at("resolved"), 1);
  EXPECT_EQ(counts.at("new"), 0);
  EXPECT_TRUE(list({"--code", "LEAVER_ENABLED"}).empty());
  EXPECT_EQ(list({"--code", "LEAVER_ENABLED", "--resolved"}).size(), 1U);
  EXPECT_TRUE(list({"--new"}).empty());
}

TEST_F(Findings, ALinkSettlesAnOrphanForGood) {
  const std::vector<std::string> link = {"link", "Kataloget/ukendt", "10005"};
  auto by = [&](const std::string& login) {
    auto words = link;
    words.insert(words.end(), {"--by", login, "--reason", "spurgt hende"});
    return words;
  };
  EXPECT_EQ(town_.run(by("ans5")).code, ExitCode::refused) << "nobody settles their own account";
  const ProgramRun done = town_.run(by("meho"));
  EXPECT_EQ(done.code, ExitCode::fine) << all_of(done);
  town_.run({"reconcile"});
  EXPECT_TRUE(list({"--code", "ACC_ORPHAN"}).empty());
}

TEST_F(Findings, QuietSaysNothingWhenAllIsWell) {
  EXPECT_EQ(town_.run({"reconcile", "--quiet"}).out, "");
  EXPECT_EQ(town_.run({"sync", "--quiet"}).out, "");
}

TEST_F(Findings, EveryScreenFitsEightyColumns) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"overview"},
                                                {"findings"},
                                                {"sources"},
                                                {"pulls"},
                                                {"who", "meho"},
                                                {"access", "G_Alle"},
                                                {"reconcile", "--verbose"},
                                                {"sync"},
                                                {"check"}}) {
    for (const std::string& line : lines_of(town_.run(words).out)) {
      EXPECT_LE(core::terminal_width(line), 80U) << words.front() << ": " << line;
    }
  }
}

TEST_F(Findings, ColoursOnlyOnATerminal) {
  EXPECT_EQ(town_.run({"overview"}).out.find('\x1b'), std::string::npos);
  EXPECT_NE(town_.run({"overview"}, {.colours = true}).out.find('\x1b'), std::string::npos);
  EXPECT_EQ(town_.run({"overview", "--no-color"}, {.colours = true}).out.find('\x1b'),
            std::string::npos);
}

TEST_F(Findings, TheStoreThatAnotherProgramHoldsIsAConflict) {
  const auto held = store::Store::open((town_.path() / "data" / "rettesnor.db").string());
  ASSERT_TRUE(held);
  EXPECT_EQ(town_.run({"overview"}).code, ExitCode::conflict);
}

TEST(Simulate, TellsWhoGainsAndWhatAppearsAndKeepsNothing) {
  SmallTown town;
  town.mette_runs_things = true;
  town.write_catalogue();
  town.run({"sync"});
  town.run({"reconcile"});
  const std::string draft = (town.path() / "roller.toml").string();
  town.write("roller.toml",
             "[[system]]\nname = \"Kataloget\"\n\n[[role]]\nid = \"R-1\"\nname = "
             "\"Alle\"\ndocument = \"regler\"\nclause = \"P7\"\n"
             "when = { subject_class = [\"employee\"] }\nallowed = [\"Kataloget:G_Alle\"]\n");
  const ProgramRun run = town.run({"policy", "simulate", draft, "--json"});
  ASSERT_EQ(run.code, ExitCode::fine) << all_of(run);
  EXPECT_FALSE(run.json().at("rights").empty());
  EXPECT_FALSE(run.json().at("vanish").empty());
  EXPECT_EQ(town.run({"reconcile", "--json"}).json().at("resolved"), 0);
}

}  // namespace
}  // namespace rettesnor::cli
