// Exports are read as Windows, Excel and the payroll write them, and only when they are finished.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/connectors/csv_town.h"

namespace rettesnor::connectors::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kRows = kHead + "P1;0010;Åse;OMS;01.02.2020;;Aktiv\nP2;11;Bo;OMS;;;\n";

std::string utf16(const std::string& text, bool little) {
  std::string out = little ? "\xFF\xFE" : "\xFE\xFF";
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto code = static_cast<unsigned char>(text[i]);
    unsigned unit = code;
    if (code >= 0xC0) {
      unit = (code & 0x1FU) << 6U | (static_cast<unsigned char>(text[++i]) & 0x3FU);
    }
    const char high = static_cast<char>(unit >> 8U);
    const char low = static_cast<char>(unit & 0xFFU);
    out += little ? low : high;
    out += little ? high : low;
  }
  return out;
}

core::Pull read_as(const std::string& bytes, nlohmann::json extra = nlohmann::json::object(),
                   nlohmann::json of_source = nlohmann::json::object()) {
  CsvTown town;
  town.settings.update(of_source);
  auto settings = employments();
  settings.update(extra);
  return town.file("a.csv", bytes, settings).read();
}

void expect_whole(const core::Pull& pull) {
  EXPECT_THAT(ids(pull, ObjectClass::employment), ElementsAre("0010", "11"));
  EXPECT_EQ(fact(pull, ObjectClass::person, "P1", Attribute::name), "Åse");
  EXPECT_EQ(pull.completeness(ObjectClass::employment), Completeness::complete);
  EXPECT_THAT(rejected(pull), IsEmpty());
  EXPECT_THAT(pull.gaps(), IsEmpty());
}

TEST(CsvExports, WhatShowsItsEncodingIsReadByIt) {
  expect_whole(read_as(utf16(kRows, true)));
  expect_whole(read_as(utf16(kRows, false)));
  expect_whole(read_as("\xEF\xBB\xBF" + kRows));
  expect_whole(read_as(utf16(kRows, true), nlohmann::json::object(), {{"encoding", "latin-1"}}));
}

TEST(CsvExports, AnyEncodingThatIcuKnowsIsReadByItsName) {
  std::string bytes = kRows;
  bytes.replace(bytes.find("Å"), 2, "\x8F");
  expect_whole(read_as(bytes, nlohmann::json::object(), {{"encoding", "ibm865"}}));
  bytes.replace(bytes.find('\x8F'), 1, "\xC5");
  expect_whole(read_as(bytes, nlohmann::json::object(), {{"encoding", "iso-8859-15"}}));
  CsvTown town;
  town.settings["encoding"] = "klingon";
  town.file("a.csv", kRows, employments());
  EXPECT_THAT(test::english(town.connector().error()), HasSubstr("encoding: is \"klingon\""));
}

TEST(CsvExports, WhatProgramsPutBeforeTheHeaderIsNoRow) {
  expect_whole(read_as("sep=;\n" + kRows));
  expect_whole(read_as("\xEF\xBB\xBFsep=;\r\n" + kRows));
  expect_whole(read_as("#TYPE System.Data.DataRow\n" + kRows));
  std::string commas = "sep=,\n" + kRows;
  std::replace(commas.begin() + 6, commas.end(), ';', ',');
  expect_whole(read_as(commas));
  expect_whole(read_as("Udtræk af ansatte\n\n" + kRows, {{"skip_lines", 2}}));
  std::string quoted = kRows;
  quoted.replace(0, 8, "\"PersonID\"");
  expect_whole(read_as("\xEF\xBB\xBF" + quoted));
}

TEST(CsvExports, MarksThatANumberIsTextDoNotCount) {
  for (const char* cell : {"=\"0010\"", "\"=\"\"0010\"\"\"", "'0010", "\u00A00010"}) {
    std::string bytes = kRows;
    bytes.replace(bytes.find("0010"), 4, cell);
    expect_whole(read_as(bytes));
  }
}

TEST(CsvExports, BlankRowsAndTotalsAreNoRows) {
  for (const char* blank :
       {";;;;;;\n", " ; ;;;;;\n", "\u00A0;;;;;;\n", "\"\";;;;;;\n", ";;;;;;;;;\n"}) {
    expect_whole(read_as(kRows + blank));
  }
  expect_whole(read_as(kRows + "I alt;2;;;;;\n", {{"footer", "^I alt"}, {"minimum_rows", 2}}));
}

TEST(CsvExports, ACellThatSwallowedRowsGivesThemBackAndDoubtsTheFile) {
  const std::string rows =
      kHead + "P1;1;\"A;OMS;;;\nP2;2;B;OMS;;;\nP3;3;C\";OMS;;;\nP4;4;D;OMS;;;\n";
  const auto pull = read_as(rows);
  EXPECT_THAT(ids(pull, ObjectClass::employment), ElementsAre("2", "4"));
  EXPECT_EQ(pull.completeness(ObjectClass::employment), Completeness::partial);
  EXPECT_THAT(rejected(pull), ElementsAre(HasSubstr("holds whole rows"), HasSubstr("quotation")));
}

TEST(CsvExports, AnIdentifyingCellWithALineEndOrTheDelimiterIsABadRowAndADoubt) {
  for (const char* row :
       {"P1;\"1\n2\";A;OMS;;;", "P1;\"1;2\";A;OMS;;;", "\"P1\n\r\nP2\";1;A;OMS;;;",
        "P1;1;\"A\nB\";OMS;;;", "P1;1;A;\"O;S\";;;"}) {
    const auto pull = read_as(kHead + row + "\nP9;9;Ole;OMS;;;\n");
    EXPECT_THAT(ids(pull, ObjectClass::employment), ElementsAre("9")) << row;
    EXPECT_EQ(pull.completeness(ObjectClass::employment), Completeness::partial) << row;
    EXPECT_THAT(rejected(pull), ::testing::SizeIs(1)) << row;
  }
}

// ---- finished, and of which moment ----

void date_file(const CsvTown& town, const std::string& name, const char* moment) {
  const auto t = std::chrono::file_clock::from_sys(*core::parse_timestamp(moment));
  std::filesystem::last_write_time(
      town.folder.path() / name,
      std::chrono::time_point_cast<std::filesystem::file_time_type::duration>(t));
}

TEST(CsvFinished, AFileThatWasJustWrittenWaitsUnlessSomethingSaysThatItIsFinished) {
  const auto just_now = [](CsvTown& town) {
    std::filesystem::last_write_time(town.folder.path() / "a.csv",
                                     std::filesystem::file_time_type::clock::now());
  };
  const auto trouble_of = [&](nlohmann::json extra, bool marker) {
    CsvTown town;
    town.settings.erase("settled_seconds");
    auto settings = employments();
    settings.update(extra);
    town.file("a.csv", kRows + "#EOF 2\n", settings);
    just_now(town);
    if (marker) {
      town.write("a.csv.done", "");
      std::filesystem::last_write_time(town.folder.path() / "a.csv.done",
                                       std::filesystem::file_time_type::clock::now());
    }
    const auto pull = town.try_read();
    return pull ? std::string() : test::english(pull.error());
  };
  EXPECT_THAT(trouble_of({{"footer", "^#EOF"}}, false), HasSubstr("is being written"));
  EXPECT_EQ(trouble_of({{"trailer", "^#EOF (\\d+)$"}}, false), "");
  EXPECT_THAT(trouble_of({{"footer", "^#EOF"}, {"done_marker", true}}, false),
              HasSubstr("a.csv.done is missing or older"));
  EXPECT_EQ(trouble_of({{"footer", "^#EOF"}, {"done_marker", true}}, true), "");
}

TEST(CsvFinished, AnOldMarkerSaysNothingOfANewerFile) {
  CsvTown town;
  auto settings = employments();
  settings["done_marker"] = true;
  town.file("a.csv", kRows, settings);
  town.write("a.csv.done", "");
  date_file(town, "a.csv.done", "2026-01-01T00:00:00Z");
  EXPECT_THAT(test::english(town.try_read().error()), HasSubstr("is missing or older"));
}

TEST(CsvMoment, IsTheOldestFilesUnlessTheMappingNamesABetterOne) {
  CsvTown town;
  auto dated = employments();
  town.file("a.csv", kRows, dated)
      .file("m.csv", "Id;P\n1;P9\n",
            nlohmann::json::parse(
                R"({"class": "mandate", "key": ["Id"], "columns": {"person": "P"}})"));
  date_file(town, "a.csv", "2026-10-30T05:00:00Z");
  date_file(town, "m.csv", "2026-05-01T05:00:00Z");
  const auto pull = town.read();
  EXPECT_EQ(pull.data_from(ObjectClass::employment), core::parse_timestamp("2026-10-30T05:00:00Z"));
  EXPECT_EQ(pull.data_from(ObjectClass::mandate), core::parse_timestamp("2026-05-01T05:00:00Z"));
  EXPECT_EQ(pull.data_from(ObjectClass::person), core::parse_timestamp("2026-05-01T05:00:00Z"));
  EXPECT_FALSE(pull.data_from(ObjectClass::account));
}

TEST(CsvMoment, IsReadFromAColumnALineOrTheNameAndUnknownWhereItIsNotThere) {
  const auto moment_of = [](const std::string& bytes, nlohmann::json from,
                            const std::string& name = "a.csv") {
    CsvTown town;
    auto settings = employments();
    settings["data_from"] = std::move(from);
    settings["skip_lines"] = bytes.starts_with("Pr") ? 1 : 0;
    town.file(name, bytes, settings);
    const auto moment = town.read().data_from(ObjectClass::employment);
    return moment ? core::to_iso(*moment) : std::string("unknown");
  };
  const std::string head = "Udtrukket;" + kHead;
  const nlohmann::json column = {{"column", "Udtrukket"}};
  EXPECT_EQ(
      moment_of(head + "02-11-2026 06:00;P1;1;A;OMS;;;\n01-11-2026 06:00;P2;2;B;OMS;;;\n", column),
      "2026-11-01T05:00:00Z");
  EXPECT_EQ(moment_of(head + "i går;P1;1;A;OMS;;;\n", column), "unknown");
  const nlohmann::json line = {{"line", "^Pr\\. (.*)$"}};
  EXPECT_EQ(moment_of("Pr. 31.10.2026 23:30\n" + kRows, line), "2026-10-31T22:30:00Z");
  EXPECT_EQ(moment_of("Pr sidste fredag\n" + kRows, line), "unknown");
  EXPECT_EQ(moment_of(kRows, {{"file_name", true}}, "a-20261031.csv"), "2026-10-30T23:00:00Z");
  EXPECT_EQ(moment_of(kRows, {{"file_name", true}}, "a.csv"), "unknown");
}

TEST(CsvNames, OfDatedFilesTheNewestByNameCountsAndTheOthersAreTold) {
  CsvTown town;
  auto settings = employments();
  town.file("a-*.csv", "", settings);
  std::filesystem::remove(town.folder.path() / "a-*.csv");
  town.write("a-31-10-2026.csv", kRows);
  town.write("a-02-11-2026.csv", kHead + "P3;3;C;OMS;;;\n");
  EXPECT_THAT(ids(town.read(), ObjectClass::employment), ElementsAre("3"));
  const auto lines = (*town.connector())->check(kNow);
  ASSERT_TRUE(lines);
  std::vector<std::string> details;
  for (const auto& line : *lines) details.push_back(test::english(line.detail));
  EXPECT_THAT(details, Contains(HasSubstr("a-31-10-2026.csv")));
  town.write("a-kopi.csv", kRows);
  EXPECT_THAT(test::english(town.try_read().error()), HasSubstr("a-kopi.csv"));
}

TEST(CsvNames, AStarThatFitsNothingIsAGapNotAnEmptyFile) {
  CsvTown town;
  town.file("b-*.csv", "", employments());
  std::filesystem::remove(town.folder.path() / "b-*.csv");
  EXPECT_THAT(test::english(town.try_read().error()), HasSubstr("no file fits b-*.csv"));
}

}  // namespace
}  // namespace rettesnor::connectors::testing
