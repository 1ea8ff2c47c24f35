// Access reviews from the command line: the same rules as on the pages.
#include <gtest/gtest.h>

#include "store/store.h"
#include "tests/cli/small_town.h"

namespace rettesnor::cli {
namespace {

using ::testing::Test;

class Campaign : public Test {
 protected:
  void SetUp() override {
    town_.write("politik/roller.toml",
                "[[appointment]]\nrole = \"attesteringsadministrator\"\nperson = \"10001\"\n"
                "from = 2020-01-01\ndecision = \"Chefgruppen 2019-12-01\"\n");
    ASSERT_EQ(town_.run({"sync"}).code, ExitCode::fine);
  }
  ProgramRun open(const std::string& by, std::vector<std::string> more = {}) {
    std::vector<std::string> words = {"campaign",   "open", "Forår", "--deadline",
                                      "2026-12-01", "--by", by,      "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return town_.run(words);
  }
  SmallTown town_;
};

TEST_F(Campaign, IsOpenedByTheAdministratorAndByNobodyElse) {
  EXPECT_EQ(open("jebr").code, ExitCode::refused);
  const ProgramRun opened = open("meho", {"--carry", "6"});
  ASSERT_EQ(opened.code, ExitCode::fine) << opened.out << opened.err;
  EXPECT_EQ(opened.json().at("carry_months"), 6);
  EXPECT_EQ(opened.json().at("items"), kSmallTownPeople);
  EXPECT_EQ(opened.json().at("reviewers"), 2);
  const ProgramRun list = town_.run({"campaign"});
  EXPECT_NE(list.out.find("1 Forår: åben, frist 01.12.2026"), std::string::npos) << list.out;
}

TEST_F(Campaign, IsClosedIncompleteOnlyWithAReason) {
  ASSERT_EQ(open("meho").code, ExitCode::fine);
  EXPECT_EQ(town_.run({"campaign", "close", "1", "--by", "meho"}).code, ExitCode::usage);
  const ProgramRun closed =
      town_.run({"campaign", "close", "1", "--by", "meho", "--reason", "Prøve", "--json"});
  ASSERT_EQ(closed.code, ExitCode::fine) << closed.err;
  EXPECT_EQ(closed.json().at("state"), "closed_incomplete");
  EXPECT_EQ(closed.json().at("open_items"), kSmallTownPeople);
}

TEST_F(Campaign, SaysWhatItCouldNotUnderstand) {
  EXPECT_EQ(open("meho", {"--carry", "mange"}).code, ExitCode::usage);
  EXPECT_EQ(town_.run({"campaign", "close", "x", "--by", "meho"}).code, ExitCode::usage);
  EXPECT_EQ(town_.run({"campaign", "open", "Forår", "--deadline", "i morgen", "--by", "meho"}).code,
            ExitCode::usage);
  EXPECT_EQ(town_.run({"campaign", "close", "9", "--by", "meho", "--reason", "x"}).code,
            ExitCode::not_found);
}

TEST_F(Campaign, SaysThatAnotherProgramHoldsTheDatabase) {
  ASSERT_EQ(open("meho").code, ExitCode::fine);
  const auto held = store::Store::open((town_.path() / "data/rettesnor.db").string());
  ASSERT_TRUE(held) << held.error().message;
  const ProgramRun run = town_.run({"campaign", "list"});
  EXPECT_EQ(run.code, ExitCode::conflict);
  EXPECT_NE(run.err.find("serve"), std::string::npos) << run.err;
  EXPECT_NE(run.err.find("i brug af et andet"), std::string::npos) << run.err;
}

}  // namespace
}  // namespace rettesnor::cli
