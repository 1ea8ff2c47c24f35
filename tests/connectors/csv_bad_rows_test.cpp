// A bad row costs itself, never a person; a bad file is never an empty one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "connectors/rows/csv_rows.h"
#include "tests/connectors/csv_town.h"

namespace rettesnor::connectors::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

const std::string kGood = "P0;1000;Ida;OMS;01.01.2020;;Aktiv\n";

struct BadRow {
  const char* row;
  const char* reason;
  const char* held;  // employment's key, or "" when the row tells no key
};
class BadRows : public ::testing::TestWithParam<BadRow> {};
TEST_P(BadRows, AreSetAsideWithTheirLineAndHeldWhenTheirKeyCanBeRead) {
  CsvTown town;
  town.file("a.csv", kHead + kGood + GetParam().row + "\nP9;9000;Ole;OMS;;;\n", employments());
  const auto pull = town.read();
  EXPECT_THAT(ids(pull, ObjectClass::employment), ElementsAre("1000", "9000"));
  ASSERT_THAT(rejected(pull), ElementsAre(HasSubstr("a.csv:3: ")));
  EXPECT_THAT(rejected(pull)[0], HasSubstr(GetParam().reason));
  if (*GetParam().held == '\0') {
    EXPECT_EQ(pull.completeness(ObjectClass::employment), Completeness::partial);
    // Her person is either held or unknown, never gone.
    const auto held_names = held(pull);
    const bool person_held = std::ranges::count(held_names, "person P1") == 1;
    EXPECT_NE(person_held, pull.completeness(ObjectClass::person) == Completeness::partial);
    EXPECT_THAT(held(pull), Not(Contains(HasSubstr("employment"))));
  } else {
    EXPECT_EQ(pull.completeness(ObjectClass::employment), Completeness::complete);
    EXPECT_THAT(held(pull), Contains(std::string("employment ") + GetParam().held));
    EXPECT_THAT(held(pull), Contains("person P1"));
    EXPECT_THAT(pull.gaps(), IsEmpty());
  }
}
INSTANTIATE_TEST_SUITE_P(
    Csv, BadRows,
    ::testing::Values(
        BadRow{"P1;1001;A;OMS;02.01.2026;01.01.2026;", "the end (2026-01-01) is before the start",
               "1001"},
        BadRow{"P1;1001;A;OMS;31.02.2026;;", "start \"31.02.2026\" is no date that exists", "1001"},
        BadRow{"P1;1001;A;OMS;;;Pensionist", "status \"Pensionist\" is unknown", "1001"},
        BadRow{"P1;1001;A;OMS;01-02-26;;", "has a year of two digits", "1001"},
        BadRow{"P1;1001;A;\xD8MS;;;", "column Enhed cannot be read", "1001"},
        BadRow{"P1;1001;A;O\xEF\xBF\xBDMS;;;", "column Enhed cannot be read", "1001"},
        BadRow{"P1;;A;OMS;;;", "the key is empty", ""},
        BadRow{"P1;\xF8;A;OMS;;;", "column Tjnr cannot be read", ""},
        BadRow{"P1;1001;A;OMS;;", "has 6 columns, the header has 7", ""},
        BadRow{"P1;1001;A;B;OMS;;;", "has 8 columns, the header has 7", ""},
        BadRow{"P1;1001;A \"B\" C;OMS;;;", "a quotation mark stands where none may stand", ""},
        BadRow{"P1;1001;\"A\"B;OMS;;;", "a quotation mark stands where none may stand", ""},
        BadRow{"P1;1001;\"A;OMS;;;", "a quotation mark", ""}));

TEST(CsvBadRows, ANulIsRefused) {
  CsvTown town;
  town.file("a.csv", kHead + kGood + std::string("P1;1001;A;O\0S;;;\n", 17), employments());
  const auto pull = town.read();
  EXPECT_THAT(rejected(pull), ElementsAre(HasSubstr("a.csv:3: column Enhed cannot be read")));
  EXPECT_THAT(held(pull), UnorderedElementsAre("employment 1001", "person P1"));
}

TEST(CsvBadRows, ARowWithoutAPersonHoldsTheEmploymentAndLeavesPersonsUnknown) {
  CsvTown town;
  town.file("a.csv", kHead + kGood + ";1001;A;OMS;;;\n", employments());
  const auto pull = town.read();
  EXPECT_THAT(held(pull), ElementsAre("employment 1001"));
  EXPECT_EQ(pull.completeness(ObjectClass::employment), Completeness::complete);
  EXPECT_EQ(pull.completeness(ObjectClass::person), Completeness::partial);
}

TEST(CsvBadRows, OneEmployeeNumberTwiceSetsBothAsideAndHoldsThem) {
  CsvTown town;
  town.file("a.csv", kHead + kGood + "P1;1001;A;OMS;;;\nP2;1001;B;OMS;;;\n", employments());
  const auto pull = town.read();
  EXPECT_THAT(ids(pull, ObjectClass::employment), ElementsAre("1000"));
  EXPECT_THAT(ids(pull, ObjectClass::person), ElementsAre("P0"));
  EXPECT_THAT(rejected(pull),
              ElementsAre(HasSubstr("a.csv:3: the key \"1001\" stands in a.csv line 4 as well"),
                          HasSubstr("a.csv:4: the key \"1001\" stands in a.csv line 3 as well")));
  EXPECT_THAT(held(pull), UnorderedElementsAre("person P1", "person P2", "employment 1001"));
  EXPECT_EQ(pull.completeness(ObjectClass::employment), Completeness::complete);
}

TEST(CsvBadRows, OneEmployeeNumberUnderTwoKeysSetsBothAside) {
  auto by_id = employments();
  by_id["key"] = {"PersonID", "Enhed"};
  CsvTown town;
  town.file("a.csv", kHead + kGood + "P1;x1;A;OMS;;;\nP2;X1;B;OMS;;;\n", by_id);
  const auto pull = town.read();
  EXPECT_THAT(ids(pull, ObjectClass::employment), ElementsAre("P0|OMS"));
  EXPECT_THAT(held(pull), Contains("employment P1|OMS"));
  EXPECT_THAT(held(pull), Contains("employment P2|OMS"));
}

TEST(CsvBadRows, APersonWithAGoodRowIsNotHeldForABadOne) {
  CsvTown town;
  town.file("a.csv", kHead + "P1;1;A;OMS;;;\nP1;2;A;OMS;31.02.2026;;\n", employments());
  const auto pull = town.read();
  EXPECT_THAT(ids(pull, ObjectClass::person), ElementsAre("P1"));
  EXPECT_THAT(held(pull), ElementsAre("employment 2"));
}

TEST(CsvBadRows, EqualRowsCountOnce) {
  CsvTown town;
  town.file("a.csv", kHead + kGood + kGood, employments());
  const auto pull = town.read();
  EXPECT_THAT(ids(pull, ObjectClass::employment), ElementsAre("1000"));
  EXPECT_THAT(rejected(pull), IsEmpty());
}

TEST(CsvBadRows, AnUnknownUnitIsNotedAndTheEmploymentKept) {
  CsvTown town;
  town.file("e.csv", "Id\nOMS\n", {{"class", "unit"}, {"key", {"Id"}}})
      .file("a.csv", kHead + kGood + "P1;1001;A;UKENDT;;;\n", employments());
  const auto pull = town.read();
  EXPECT_THAT(ids(pull, ObjectClass::employment), ElementsAre("1000", "1001"));
  EXPECT_THAT(rejected(pull),
              ElementsAre(HasSubstr("a.csv:3: the unit \"UKENDT\" is in no unit file")));
}

TEST(CsvBadRows, AStrayQuoteCostsOneRowAndNotTheRest) {
  CsvTown town;
  town.file("a.csv", kHead + "P1;1;\"A;OMS;;;\nP2;2;B;OMS;;;\nP3;3;\"C\";OMS;;;\nP4;4;D;OMS;;;\n",
            employments());
  const auto pull = town.read();
  EXPECT_THAT(ids(pull, ObjectClass::employment), ElementsAre("2", "3", "4"));
  EXPECT_THAT(rejected(pull), ElementsAre(HasSubstr("a.csv:2: ")));
}

struct BrokenFile {
  const char* bytes;
  const char* reason;
};
class BrokenFiles : public ::testing::TestWithParam<BrokenFile> {};
TEST_P(BrokenFiles, AreGapsOfTheirClassesNeverEmptyOnes) {
  CsvTown town;
  town.file("a.csv", GetParam().bytes, employments())
      .file("e.csv", "Id\nOMS\n", {{"class", "unit"}, {"key", {"Id"}}});
  const auto pull = town.read();
  EXPECT_EQ(pull.completeness(ObjectClass::employment), Completeness::partial);
  EXPECT_EQ(pull.completeness(ObjectClass::person), Completeness::partial);
  EXPECT_EQ(pull.completeness(ObjectClass::unit), Completeness::complete);
  ASSERT_THAT(pull.gaps(), ::testing::SizeIs(2));
  EXPECT_EQ(pull.gaps()[0].what, "a.csv");
  EXPECT_THAT(test::english(pull.gaps()[0].reason), HasSubstr(GetParam().reason));

  CsvTown alone;
  alone.file("a.csv", GetParam().bytes, employments());
  const auto nothing = alone.try_read();
  ASSERT_FALSE(nothing);
  EXPECT_THAT(test::english(nothing.error()), HasSubstr("source hr: no file could be believed"));
  EXPECT_THAT(test::english(nothing.error()), HasSubstr(GetParam().reason));
}
INSTANTIATE_TEST_SUITE_P(
    Csv, BrokenFiles,
    ::testing::Values(
        BrokenFile{"", "is empty (0 bytes)"}, BrokenFile{"\n\n", "has no header and no rows"},
        BrokenFile{"PersonID;Tjnr;Navn;Enhed;Fra;Til;Status\n", "has a header but no rows"},
        BrokenFile{"PersonID;Navn;Enhed;Fra;Til;Status\nP;N;E;;;\n",
                   "no column \"Tjnr\"; it has: PersonID"},
        BrokenFile{"PersonID,Tjnr,Navn,Enhed,Fra,Til,Status\nP,1,N,E,,,\n",
                   "is `delimiter` right?"},
        BrokenFile{"PersonID;Tjnr;Tjnr;Navn;Enhed;Fra;Til;Status\nP;1;1;N;E;;;\n",
                   "the column \"Tjnr\" twice"},
        BrokenFile{"PersonID;Tjnr;L\xF8n\nP;1;N\n", "the header is not in the encoding"},
        BrokenFile{"  <!DOCTYPE html>\n<html><body>Log ind</body></html>\n",
                   "is a web page, not csv"},
        BrokenFile{"<HTML>\n", "is a web page, not csv"},
        BrokenFile{"PK\x03\x04zip", "is an Excel workbook"}));

TEST(CsvBadFiles, AMissingFileAndAFolderAreGaps) {
  CsvTown town;
  town.file("e.csv", "Id\nOMS\n", {{"class", "unit"}, {"key", {"Id"}}})
      .file("a.csv", "x", employments());
  std::filesystem::remove(town.folder.path() / "a.csv");
  EXPECT_THAT(test::english(town.read().gaps()[0].reason), HasSubstr("there is no such file"));
  std::filesystem::create_directory(town.folder.path() / "a.csv");
  EXPECT_THAT(test::english(town.read().gaps()[0].reason), HasSubstr("is not a file"));
}

TEST(CsvBadFiles, FewerRowsThanToldAreNotBelieved) {
  auto settings = employments();
  settings["minimum_rows"] = 3;
  CsvTown town;
  town.file("a.csv", kHead + kGood + "P9;9000;Ole;OMS;;;\n", settings);
  const auto pull = town.try_read();
  ASSERT_FALSE(pull);
  EXPECT_THAT(test::english(pull.error()), HasSubstr("has 2 rows, at least 3 are expected"));
}

TEST(CsvBadFiles, AFileThatEndsInMidRowIsPartial) {
  for (const char* end : {"P1;1001;A;OM", "P1;1001;\"A;OMS;;;"}) {
    CsvTown town;
    town.file("a.csv", kHead + kGood + end, employments());
    const auto pull = town.read();
    EXPECT_EQ(pull.completeness(ObjectClass::employment), Completeness::partial) << end;
    EXPECT_THAT(ids(pull, ObjectClass::employment), ElementsAre("1000"));
    EXPECT_THAT(test::english(pull.gaps()[0].reason), HasSubstr("the file ends in"));
  }
  CsvTown whole;
  whole.file("a.csv", kHead + kGood + "P1;1001;A;OMS;;;", employments());
  EXPECT_EQ(whole.read().completeness(ObjectClass::employment), Completeness::complete);
}

TEST(CsvBadFiles, WithoutItsTrailerAFileIsPartial) {
  auto settings = employments();
  settings["trailer"] = "^#EOF (\\d+)$";
  const auto completeness_of = [&](const std::string& tail) {
    CsvTown town;
    town.file("a.csv", kHead + kGood + tail, settings);
    const auto pull = town.read();
    EXPECT_THAT(ids(pull, ObjectClass::employment), ElementsAre("1000"));
    return pull.completeness(ObjectClass::employment);
  };
  EXPECT_EQ(completeness_of("#EOF 1\n"), Completeness::complete);
  EXPECT_EQ(completeness_of("#EOF 1\r\n\r\n"), Completeness::complete);
  EXPECT_EQ(completeness_of("#EOF 2\n"), Completeness::partial);
  EXPECT_EQ(completeness_of(""), Completeness::partial);
}

TEST(CsvBadFiles, Utf8ThatIsToldToBeLatin1IsRefused) {
  CsvTown town;
  town.settings["encoding"] = "latin-1";
  town.file("a.csv", kHead + "P1;1;Søren;OMS;;;\n", employments());
  EXPECT_THAT(test::english(town.try_read().error()), HasSubstr("set encoding = \"utf-8\""));
}

// ---- grants ----

CsvTown& business(CsvTown& town, const std::string& grant_rows) {
  return town.file("b.csv", "Bruger;Navn\nmeho;M\nbikra;B\n", accounts())
      .file("r.csv", "Rolle\nLeder\nSagsbehandler\n", entitlements())
      .file("t.csv", "Bruger;Rolle;Omfang;Til\n" + grant_rows, grants());
}

TEST(CsvGrants, UnknownEndsAreRejectedAndLeaveTheirListWithAHole) {
  CsvTown town;
  const auto pull = business(town, "meho;Leder;;\nukendt;Leder;;\nmeho;Direktør;;\n").read();
  EXPECT_THAT(members(pull), ElementsAre("Leder <~ meho"));
  EXPECT_THAT(gaps(pull), ElementsAre(HasSubstr("members of entitlement Leder, t.csv line 3: "),
                                      HasSubstr("rights of account meho, t.csv line 4: ")));
  EXPECT_THAT(rejected(pull),
              ElementsAre(HasSubstr("t.csv:3: the account \"ukendt\" is unknown"),
                          HasSubstr("t.csv:4: the entitlement \"Direktør\" is unknown")));
}

TEST(CsvGrants, AnUnreadableRowMakesItsListPartialOrAllWhenItsRightIsUnreadable) {
  CsvTown one;
  EXPECT_THAT(
      members(
          business(one, "meho;Leder;;\nbikra;Leder;;31.02.2026\nmeho;Sagsbehandler;;\n").read()),
      ElementsAre("Leder <~ meho", "Sagsbehandler <- meho"));
  CsvTown all;
  const auto pull = business(all, "meho;Leder;;\nbikra;Leder\n").read();
  EXPECT_THAT(members(pull), ElementsAre("Leder <~ meho", "Sagsbehandler <~"));
  EXPECT_EQ(pull.completeness(ObjectClass::grant), Completeness::partial);
  EXPECT_EQ(pull.completeness(ObjectClass::account), Completeness::complete);
}

TEST(CsvGrants, ABadGrantWithAReadablePairIsHeld) {
  CsvTown town;
  EXPECT_THAT(held(business(town, "meho;Leder;KLE:1;31.02.2026\n").read()),
              ElementsAre("grant Leder|meho|KLE:1"));
}

TEST(CsvGrants, AnAccountThatWasSetAsideMakesTheListsThatNameItPartial) {
  CsvTown town;
  town.file("b.csv", "Bruger;Navn;Aktiv\nmeho;M;ja\nbikra;B;måske\n",
            nlohmann::json::parse(R"({"class": "account", "key": ["Bruger"],
              "columns": {"name": "Navn", "enabled": "Aktiv"}})"))
      .file("r.csv", "Rolle\nLeder\nSagsbehandler\n", entitlements())
      .file("t.csv", "Bruger;Rolle;Omfang;Til\nbikra;Leder;;\nmeho;Sagsbehandler;;\n", grants());
  const auto pull = town.read();
  EXPECT_THAT(held(pull), Contains("account bikra"));
  EXPECT_THAT(members(pull), ElementsAre("Leder <~", "Sagsbehandler <- meho"));
}

TEST(CsvGrants, WithoutABelievedGrantFileNobodyLosesARight) {
  CsvTown town;
  const auto pull = business(town, "").read();
  EXPECT_THAT(members(pull), ElementsAre("Leder <~", "Sagsbehandler <~"));
  CsvTown none;
  none.file("b.csv", "Bruger;Navn\nmeho;M\n", accounts())
      .file("r.csv", "Rolle\nLeder\n", entitlements());
  EXPECT_THAT(members(none.read()), ElementsAre("Leder <~"));
}

TEST(CsvGrants, ContradictingRowsOfOneGrantKeepTheMembershipAndHoldTheGrant) {
  CsvTown town;
  const auto pull = business(town, "meho;Leder;;31.12.2026\nmeho;Leder;;31.12.2027\n").read();
  EXPECT_THAT(members(pull), ElementsAre("Leder <- meho"));
  EXPECT_THAT(ids(pull, ObjectClass::grant), IsEmpty());
  EXPECT_THAT(held(pull), ElementsAre("grant Leder|meho|"));
}

TEST(CsvGrants, TwoScopesOfOneRightAreTwoGrantsAndOneMembership) {
  CsvTown town;
  const auto pull = business(town, "meho;Leder;KLE:1;\nmeho;Leder;KLE:2;\n").read();
  EXPECT_THAT(members(pull), ElementsAre("Leder <- meho"));
  EXPECT_THAT(ids(pull, ObjectClass::grant), ElementsAre("Leder|meho|KLE:1", "Leder|meho|KLE:2"));
}

// ---- settings ----

TEST(CsvSettings, WhatCannotWorkIsRefusedWithItsPath) {
  const auto error_of = [](const char* file) {
    CsvTown town;
    town.settings["file"].push_back(nlohmann::json::parse(file));
    const auto made = town.connector();
    return made ? std::string("(accepted)") : test::english(made.error());
  };
  EXPECT_THAT(error_of(R"({"path": "a", "class": "employee"})"),
              HasSubstr("source hr: file[0].class: is \"employee\""));
  EXPECT_THAT(error_of(R"({"path": "a", "class": "unit"})"), HasSubstr("file[0].key: is missing"));
  EXPECT_THAT(
      error_of(R"({"path": "a", "class": "unit", "key": ["x"], "columns": {"nam": "x"}})"),
      HasSubstr("file[0].columns.nam: is no attribute; the attributes are name description"));
  EXPECT_THAT(error_of(R"({"path": "a", "class": "employment", "key": ["x"]})"),
              HasSubstr("needs a column for `person`"));
  EXPECT_THAT(error_of(R"({"path": "a", "class": "unit", "key": ["x"], "trailer": "("})"),
              HasSubstr("file[0].trailer: \"(\" is no regular expression"));
  EXPECT_THAT(
      error_of(
          R"({"path": "a", "class": "account", "key": ["x"], "constants": {"kind": "human"}})"),
      HasSubstr("file[0].constants.kind: kind \"human\" is unknown"));
  EXPECT_THAT(error_of(R"({"path": "a", "class": "account", "key": 5})"),
              HasSubstr("file[0].key: must be"));
  EXPECT_THAT(error_of("5"), HasSubstr("file[0]: must be a table"));
  CsvTown no_files;
  EXPECT_THAT(test::english(no_files.connector().error()), HasSubstr("names no file"));
}

// ---- any bytes ----

TEST(CsvRows, LinesAreTrueWhateverTheLineEnds) {
  std::vector<std::int64_t> lines;
  read_csv_rows("a\rb\r\nc\n\n\"d\ne\r\nf\rg\"\nh", ';',
                [&](const CsvRow& row) { lines.push_back(row.line); });
  EXPECT_THAT(lines, ElementsAre(1, 2, 3, 5, 9));
}

TEST(CsvRows, AQuoteThatIsNeverClosedCannotSwallowALargeFile) {
  std::string bytes = "a;\"b\n";
  for (int i = 0; i < 400'000; ++i) bytes += "c;dddd\n";
  std::size_t rows = 0;
  std::size_t faults = 0;
  read_csv_rows(bytes, ';', [&](const CsvRow& row) {
    ++rows;
    if (row.fault != RowFault::none) ++faults;
  });
  EXPECT_EQ(rows, 400'001U);
  EXPECT_EQ(faults, 1U);
}

TEST(CsvRows, NoBytesMakeReadingCrashOrLoseALine) {
  rc::check([](const std::vector<std::uint8_t>& noise) {
    const std::string bytes(noise.begin(), noise.end());
    std::int64_t last = 0;
    read_csv_rows(bytes, ';', [&](const CsvRow& row) {
      RC_ASSERT(row.line > last);
      last = row.line;
    });
  });
}

TEST(CsvRows, NoBytesMakeAPullThatCallsItselfCompleteAndLost) {
  static constexpr std::string_view kAlphabet = "P1;\"\n\r\0\xC3\xA5,A 0.2-";
  rc::check([]() {
    std::string bytes = kHead + kGood;
    const auto picks = *rc::gen::container<std::vector<std::size_t>>(
        rc::gen::inRange<std::size_t>(0, kAlphabet.size()));
    for (const auto pick : picks) bytes += kAlphabet[pick];
    CsvTown town;
    town.file("a.csv", bytes, employments());
    const auto pull = town.try_read();
    if (!pull) return;
    const auto known = ids(*pull, ObjectClass::employment);
    const auto kept = held(*pull);
    const bool survives = std::ranges::find(known, "1000") != known.end() ||
                          std::ranges::find(kept, "employment 1000") != kept.end();
    RC_ASSERT(survives || pull->completeness(ObjectClass::employment) == Completeness::partial);
  });
}

}  // namespace
}  // namespace rettesnor::connectors::testing
