// The table of checks as a whole: complete, with words, deterministic, and fit to be shown.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "reconcile/checks.h"
#include "reconcile/needed_lists.h"
#include "tests/support/places.h"
#include "tests/support/told_findings.h"
#include "tests/support/troubled_town.h"
#include "words/findings.h"

namespace rettesnor::reconcile {
namespace {

using namespace test;
using words::FindingWords;
using words::Language;
using words::sentence;
using words::words_of;

/// All tests of this folder in one text.
std::string texts_of_tests() {
  std::string all;
  const std::filesystem::path folder = test::source_path("tests/reconcile");
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path());
    std::stringstream text;
    text << file.rdbuf();
    all += text.str();
  }
  return all;
}

TEST(CheckTable, EveryCheckHasWordsAClauseATestAndAnOrder) {
  const std::string tests = texts_of_tests();
  int previous = 0;
  for (const Check& check : all_checks()) {
    const FindingWords* const words = words_of(check.code);
    ASSERT_NE(words, nullptr) << check.code;
    EXPECT_GT(words->number, previous) << check.code << " is out of order";
    previous = words->number;
    EXPECT_TRUE(check.clause.starts_with('P')) << check.code;
    EXPECT_EQ((check.run != nullptr) + (check.run_on_findings != nullptr) +
                  (check.run_on_not_judged != nullptr),
              1)
        << check.code;
    EXPECT_TRUE(needed_by(check.code).has_value())
        << check.code
        << " has no row in reconcile/needed_lists.cpp: what must have been read whole?";
    EXPECT_NE(tests.find("\"" + std::string(check.code) + "\""), std::string::npos)
        << "no test mentions " << check.code;
  }
}

TEST(CheckTable, HoldsExactlyTheChecksThatTheCatalogueAsksFor) {
  std::ifstream file(test::source_path("docs/checks.md"));
  std::set<std::string> documented;
  const std::regex row(R"(^\| \d+ \| ([A-Z0-9_]+) \|.*)");
  bool is_ours = true;  // those about reviews are review's
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("## ")) is_ours = line != "## Reviews";
    std::smatch match;
    if (!is_ours) continue;
    if (std::regex_match(line, match, row)) documented.insert(match[1]);
  }
  std::set<std::string> known;
  for (const Check& check : all_checks()) known.emplace(check.code);
  EXPECT_EQ(known, documented);
}

TEST(CheckTable, EveryCheckFiresInATroubledTown) {
  std::set<std::string> fired;
  for (const auto& finding : findings_of(BuiltTown(troubled_town()))) fired.insert(finding.code);
  for (const Check& check : all_checks()) {
    EXPECT_TRUE(fired.contains(std::string(check.code))) << check.code;
  }
}

TEST(CheckTable, AQuietTownHasNoFindingButItsUnwrittenPolicy) {
  const auto town =
      built(person("ada").employed("IT"), unit("IT").led_by("n-ada"), account("ada", "S").of("ada"),
            system("S",
                   [](auto& row) {
                     row.classification = policies::Classification::internal;
                     row.processing_activity = "B-1";
                   }),
            system("HR", [](auto& row) {
              row.classification = policies::Classification::internal;
              row.processing_activity = "B-2";
            }));
  std::vector<std::string> codes;
  for (const auto& finding : findings_of(town)) codes.push_back(finding.code);
  EXPECT_THAT(codes, testing::ElementsAre("BYRAAD_STATUS_OVERDUE", "POLICY_REASSESS_OVERDUE"));
}

TEST(CheckTable, EverySentenceIsCompleteInBothLanguages) {
  const BuiltTown town{troubled_town()};
  for (const core::Finding& finding : findings_of(town)) {
    for (const Language language : {Language::danish, Language::english}) {
      const std::string text = sentence(finding, language);
      const std::string_view but_its_end = std::string_view(text).substr(0, text.size() - 1);
      EXPECT_EQ(but_its_end.find_first_of("?{}[]|"), std::string::npos)
          << finding.code << ": " << text;
      EXPECT_TRUE(text.ends_with('.') || text.ends_with('?')) << finding.code << ": " << text;
    }
  }
}

TEST(CheckTable, FindingsAreWholeOrderedAndEachItsOwn) {
  const auto findings = findings_of(BuiltTown(troubled_town()));
  std::set<std::string> ids;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const core::Finding& f = findings[i];
    EXPECT_TRUE(ids.insert(core::finding_id(f)).second) << f.code << " " << f.subject.ref;
    EXPECT_FALSE(f.subject.kind.empty()) << f.code;
    EXPECT_FALSE(f.subject.key.empty()) << f.code;
    EXPECT_FALSE(f.subject.ref.empty()) << f.code;
    EXPECT_FALSE(f.subject.label.empty()) << f.code;
    EXPECT_FALSE(f.clause.empty()) << f.code;
    if (i > 0) {
      EXPECT_FALSE(core::comes_before(f, findings[i - 1])) << f.code;
    }
  }
}

TEST(CheckTable, AccessIsAlwaysShownByAPath) {
  const std::set<std::string> about_access = {
      "MOVER_RETAINED",      "REHIRE_REUSED",        "AUTH_UNDOCUMENTED",       "AUTH_EXPIRED",
      "OUT_OF_BAND",         "CONSTRAINT_MISSING",   "CONSTRAINT_TOO_WIDE",     "CLASS_NOT_ALLOWED",
      "SOD_ENTITLEMENT",     "COMMITTEE_LEFT",       "COUNCIL_OPERATOR_ACCESS", "ADMIN_ON_DAILY",
      "PRIV_NOT_INSTRUCTED", "VENDOR_SCOPE_EXCEEDED"};
  for (const core::Finding& f : findings_of(BuiltTown(troubled_town()))) {
    // What is about a right, and not about somebody who has it, has no path.
    if (about_access.contains(f.code) && f.subject.kind != "entitlement") {
      EXPECT_FALSE(f.paths.empty()) << f.code;
    }
  }
}

TEST(CheckTable, TheOrderOfTheTellingChangesNothing) {
  const auto lines = [](Town town) {
    std::vector<std::string> out;
    for (const core::Finding& f : findings_of(BuiltTown(town))) {
      out.push_back(core::finding_id(f) + " " + sentence(f, Language::danish));
    }
    return out;
  };
  const auto once = lines(troubled_town());
  for (std::uint32_t seed = 1; seed <= 5; ++seed) {
    EXPECT_EQ(lines(troubled_town().shuffle(seed)), once) << seed;
  }
}

}  // namespace
}  // namespace rettesnor::reconcile
