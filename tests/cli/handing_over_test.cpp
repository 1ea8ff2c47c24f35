// What a terminal shows when the serving program says no, breaks off, or talks nonsense.
#include <gtest/gtest.h>

#include <functional>
#include <memory>

#include "cli/control_desk.h"
#include "tests/cli/small_town.h"

namespace rettesnor::cli {
namespace {

/// A desk beside the small town's store that answers everything in one way.
class HandingOver : public testing::Test {
 protected:
  HandingOver() {
    EXPECT_EQ(town_.run({"sync"}).code, ExitCode::fine);
    auto opened = ControlDesk::open(control_path((town_.path() / "data").string()),
                                    [this](const ControlRequest& request, const ControlPeer&,
                                           std::ostream& out, std::ostream& err) {
                                      asked_ = request;
                                      out << "ud";
                                      err << "fejl";
                                      return outcome_;
                                    });
    EXPECT_TRUE(opened) << opened.error().message;
    desk_ = std::move(*opened);
  }
  ProgramRun refused(RefusalReason reason, const std::string& language) {
    outcome_ = {ControlRefusal{reason, "DETALJE"}};
    return town_.run({"orders", "--language", language});
  }

  SmallTown town_;
  ControlRequest asked_;
  ControlOutcome outcome_;
  std::unique_ptr<ControlDesk> desk_;
};

TEST_F(HandingOver, OutputAndExitCodeAreThoseOfTheServingProgram) {
  outcome_.code = ExitCode::findings;
  const ProgramRun run = town_.run({"findings", "list", "--code", "A", "--code", "B"});
  EXPECT_EQ(run.code, ExitCode::findings);
  EXPECT_EQ(run.out, "ud");
  EXPECT_EQ(run.err, "fejl");
  EXPECT_EQ(asked_.command, "findings list");
  EXPECT_EQ(asked_.arguments.all("--code"), (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(asked_.columns, 80U);
  EXPECT_EQ(asked_.language, Language::danish);
  EXPECT_EQ(asked_.settings, whole_path((town_.path() / "rettesnor.toml").string()));
}

TEST_F(HandingOver, WhatNeedsNoStoreStaysInTheTerminal) {
  outcome_.code = ExitCode::fault;
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"version"}, {"completions", "bash"}, {"check"}, {"mail", "start"}}) {
    EXPECT_EQ(town_.run(words).code, ExitCode::fine) << testing::PrintToString(words);
  }
  EXPECT_EQ(asked_.command, "");
}

TEST_F(HandingOver, OfTwoMistakesInTypingTheTerminalTellsByItself) {
  EXPECT_EQ(town_.run({"orders", "--nosuch"}).code, ExitCode::usage);
  EXPECT_EQ(asked_.command, "");
}

TEST_F(HandingOver, EachRefusalHasItsSentenceInBothLanguages) {
  struct Row {
    RefusalReason reason;
    ExitCode code;
    std::string danish, english;
  };
  for (const Row& row : std::vector<Row>{
           {RefusalReason::version, ExitCode::corrupt, "serve er version DETALJE",
            "serve is version DETALJE"},
           {RefusalReason::settings, ExitCode::conflict, "andre indstillinger: DETALJE",
            "other settings: DETALJE"},
           {RefusalReason::now, ExitCode::usage, "er klokken den, serve har",
            "the time is what serve has"},
           {RefusalReason::busy, ExitCode::conflict, "udfører allerede DETALJE kommandoer",
            "runs DETALJE commands at once"},
           {RefusalReason::peer, ExitCode::refused, "sudo -u DETALJE rettesnor orders list",
            "sudo -u DETALJE rettesnor orders list"},
           {RefusalReason::unknown, ExitCode::corrupt, "serve kender ikke \"orders list\"",
            "serve does not know \"orders list\""}}) {
    const ProgramRun danish = refused(row.reason, "da");
    EXPECT_EQ(danish.code, row.code) << danish.err;
    EXPECT_NE(danish.err.find(row.danish), std::string::npos) << danish.err;
    EXPECT_EQ(danish.out, "");
    const ProgramRun english = refused(row.reason, "en");
    EXPECT_EQ(english.code, row.code) << english.err;
    EXPECT_NE(english.err.find(row.english), std::string::npos) << english.err;
  }
}

TEST_F(HandingOver, AnAnswerWithoutItsEndIsNoSuccess) {
  outcome_.code = static_cast<ExitCode>(77);  // no code of ours
  const ProgramRun run = town_.run({"orders"});
  EXPECT_EQ(run.code, ExitCode::conflict);
  EXPECT_NE(run.err.find("før svaret var helt fremme"), std::string::npos) << run.err;
}

TEST_F(HandingOver, AnErrorIsJsonWhereJsonIsAsked) {
  outcome_ = {ControlRefusal{RefusalReason::busy, "8"}};
  const ProgramRun run = town_.run({"orders", "--json"});
  EXPECT_EQ(run.code, ExitCode::conflict);
  EXPECT_EQ(run.json()["error"]["exit_code"], 8);
}

TEST_F(HandingOver, OnceTheServingProgramIsGoneCommandsRunHere) {
  desk_.reset();
  EXPECT_EQ(town_.run({"orders"}).code, ExitCode::fine);
  EXPECT_EQ(asked_.command, "");
}

}  // namespace
}  // namespace rettesnor::cli
