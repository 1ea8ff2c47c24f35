// Shapes that a mapping can tell, keys that it must not, and feeds that are no csv.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/rows/row_attributes.h"
#include "connectors/rows/rows_connector.h"
#include "tests/connectors/csv_town.h"
#include "tests/support/places.h"

namespace rettesnor::connectors::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// ---- keys ----

class CprKeys : public ::testing::TestWithParam<const char*> {};
TEST_P(CprKeys, AreRefusedAndNeverShown) {
  CsvTown town;
  town.file("a.csv", kHead + "P0;1;A;OMS;;;\n" + GetParam() + ";2;B;OMS;;;\n", employments())
      .file("e.csv", "Id\nOMS\n", {{"class", "unit"}, {"key", {"Id"}}});
  const auto pull = town.read();
  EXPECT_THAT(ids(pull, ObjectClass::employment), IsEmpty());
  EXPECT_EQ(pull.completeness(ObjectClass::person), Completeness::partial);
  EXPECT_THAT(gaps(pull), Contains(HasSubstr("column PersonID holds CPR numbers (line 3)")));
  for (const auto& each : gaps(pull)) EXPECT_THAT(each, Not(HasSubstr("1234"))) << each;
  EXPECT_THAT(held(pull), IsEmpty());
}
INSTANTIATE_TEST_SUITE_P(Rows, CprKeys,
                         ::testing::Values("0101701234", "010170-1234", "010170 1234",
                                           "=\"0101701234\"", "'010170-1234", "P 010170-1234"));

TEST(RowKeys, ACprNumberBecomesTheSameHashInEveryColumnAndSpelling) {
  CsvTown town;
  test::write_secret(town.folder.path() / "hash.key", std::string(40, 'k'));
  town.settings["key_hash"] = true;
  town.settings["key_hash_file"] = "hash.key";
  town.file("a.csv",
            kHead + "0101701234;1;A;OMS;;;\n010170-1234;2;A;OMS;;;\n101701234;3;A;OMS;;;\n",
            employments());
  const auto pull = town.read();
  const auto persons = ids(pull, ObjectClass::person);
  ASSERT_EQ(persons.size(), 1U);
  EXPECT_THAT(persons[0], ::testing::MatchesRegex("h[0-9a-f]{20}"));
  EXPECT_EQ(fact(pull, ObjectClass::employment, "2", Attribute::person), persons[0]);
}

TEST(RowKeys, AHashNeedsAKeyThatIsLongAndSecret) {
  CsvTown town;
  town.settings["key_hash"] = true;
  town.file("a.csv", kHead, employments());
  EXPECT_THAT(test::english(town.connector().error()), HasSubstr("needs key_hash_file"));
  town.settings["key_hash_file"] = "hash.key";
  test::write_secret(town.folder.path() / "hash.key", "short");
  EXPECT_THAT(test::english(town.connector().error()), HasSubstr("fewer than 32"));
}

TEST(RowKeys, LeadingZerosCountAsTheMappingSays) {
  auto stripped = employments();
  stripped["strip_zeros"] = {"employee_no"};
  CsvTown town;
  const auto pull = town.file("a.csv", kHead + "P1;02001;A;OMS;;;\n", stripped).read();
  EXPECT_EQ(fact(pull, ObjectClass::employment, "2001", Attribute::employee_no), "2001");
  auto padded = employments();
  padded["pad"] = {{"employee_no", "5"}};
  CsvTown filled;
  EXPECT_THAT(ids(filled.file("a.csv", kHead + "P1;2001;A;OMS;;;\n", padded).read(),
                  ObjectClass::employment),
              ElementsAre("02001"));
}

TEST(RowKeys, AVendorIsItsCvrHoweverItIsWritten) {
  for (const char* cvr :
       {"12345674", "12 34 56 74", "DK12345674", "dk 12-34-56-74", "12.34.56.74"}) {
    CsvTown town;
    town.file("f.csv", std::string("Id;P;CVR\nL1;P1;") + cvr + "\n",
              nlohmann::json::parse(R"({"class": "engagement", "key": ["Id"],
                "columns": {"person": "P", "vendor": "CVR"}})"));
    EXPECT_EQ(fact(town.read(), ObjectClass::engagement, "L1", Attribute::vendor), "12345674");
  }
}

// ---- shapes ----

TEST(RowShapes, OfSeveralRowsOfAnEmploymentTheNewestThatHasBegunCounts) {
  const std::string rows = kHead +
                           "P1;1;A;OLD;01-08-2015;31-07-2019;\nP1;1;A;NOW;01-08-2019;;\n"
                           "P1;1;A;NEXT;01-12-2026;;\n";
  CsvTown untold;
  const auto pull = untold.file("a.csv", rows, employments()).read();
  EXPECT_THAT(ids(pull, ObjectClass::employment), IsEmpty());
  EXPECT_THAT(rejected(pull), Contains(HasSubstr("rows = \"newest\"")));
  auto newest = employments();
  newest["rows"] = "newest";
  CsvTown town;
  EXPECT_EQ(
      fact(town.file("a.csv", rows, newest).read(), ObjectClass::employment, "1", Attribute::unit),
      "NOW");
}

CsvTown& matrix_of(CsvTown& town, const std::string& rows) {
  return town.file("b.csv", "Bruger;Navn\nmeho;M\nbikra;B\n", accounts())
      .file("r.csv", "Rolle\nBET\nKRE\n", entitlements())
      .file("t.csv", rows,
            nlohmann::json::parse(
                R"({"class": "grant", "columns": {"account": "Bruger"}, "matrix": {}})"));
}

TEST(RowShapes, AColumnForEachRightGivesGrantsAndAnUnknownMarkAHole) {
  CsvTown town;
  const auto pull = matrix_of(town, "Bruger;KRE;BET\nmeho;X;ja\nbikra;;nej\n").read();
  EXPECT_THAT(members(pull), ElementsAre("BET <- meho", "KRE <- meho"));
  EXPECT_THAT(pull.gaps(), IsEmpty());
  CsvTown odd;
  EXPECT_THAT(members(matrix_of(odd, "Bruger;KRE;BET\nmeho;?;x\n").read()),
              ElementsAre("BET <- meho", "KRE <~"));
  CsvTown unknown;
  EXPECT_THAT(gaps(matrix_of(unknown, "Bruger;NYT\nmeho;x\n").read()),
              ElementsAre(HasSubstr("rights of account meho")));
}

TEST(RowShapes, AMatrixThatWasNotToldIsRefusedWithHow) {
  CsvTown town;
  town.file("b.csv", "Bruger;Navn\nmeho;M\n", accounts())
      .file("r.csv", "Rolle\nBET\n", entitlements())
      .file("t.csv", "Bruger;BET\nmeho;X\n", grants());
  EXPECT_THAT(gaps(town.read()), Contains(HasSubstr("use matrix")));
}

TEST(RowShapes, TheLeaderThatEmployeesNameIsTheirUnits) {
  CsvTown town;
  auto led = employments();
  led["columns"] = {
      {"person", "PersonID"}, {"employee_no", "Tjnr"}, {"unit", "Enhed"}, {"manager", "Leder"}};
  town.file("e.csv", "Id;Over\nDIR;\nOKO;DIR\nIT;DIR\n",
            {{"class", "unit"}, {"key", {"Id"}}, {"columns", {{"parent", "Over"}}}})
      .file("a.csv",
            "PersonID;Tjnr;Enhed;Leder\nP1;1;DIR;\nP2;2;OKO;1\nP3;3;OKO;2\nP4;4;OKO;02\n"
            "P5;5;IT;1\nP6;6;IT;5\nP7;7;IT;3\n",
            led);
  const auto pull = town.read();
  EXPECT_EQ(fact(pull, ObjectClass::unit, "OKO", Attribute::leader), "2");
  EXPECT_EQ(fact(pull, ObjectClass::unit, "DIR", Attribute::leader), "1");
  EXPECT_EQ(fact(pull, ObjectClass::unit, "IT", Attribute::leader), "");
  EXPECT_THAT(gaps(pull), Contains(HasSubstr("attributes of unit IT")));
  EXPECT_THAT(gaps(pull), Contains(HasSubstr("the manager \"02\" is neither")));
}

TEST(RowShapes, ALeadersNameIsNoNumberAndTheUnitIsHeld) {
  CsvTown town;
  town.file("e.csv", "Id;Leder\nOKO;ib lund\nIT;1\nTOM;\n",
            {{"class", "unit"}, {"key", {"Id"}}, {"columns", {{"leader", "Leder"}}}})
      .file("a.csv", kHead + "P1;1;Ib Lund;OKO;;;\n", employments());
  const auto pull = town.read();
  EXPECT_THAT(ids(pull, ObjectClass::unit), ElementsAre("IT", "TOM"));
  EXPECT_THAT(held(pull), ElementsAre("unit OKO"));
  EXPECT_THAT(rejected(pull), Contains(HasSubstr("is no employee number")));
}

TEST(RowShapes, AnAttributeWithoutMeaningForItsClassIsRefusedWithThoseThatHaveOne) {
  const auto error_of = [](const char* file) {
    CsvTown town;
    town.settings["file"].push_back(nlohmann::json::parse(file));
    const auto made = town.connector();
    return made ? std::string("(accepted)") : test::english(made.error());
  };
  EXPECT_THAT(
      error_of(R"({"path": "a", "class": "unit", "key": ["x"], "columns": {"login": "x"}})"),
      HasSubstr("file[0].columns.login: means nothing for the class unit; what does is"));
  EXPECT_THAT(
      error_of(R"({"path": "a", "class": "account", "key": ["x"], "columns": {"unit": "x"}})"),
      HasSubstr("means nothing for the class account"));
  EXPECT_THAT(
      error_of(R"({"path": "a", "class": "grant", "columns": {"account": "x", "entitlement": "y"},
                   "constants": {"status": "AKTIV"}})"),
      HasSubstr("constants.status: means nothing for the class grant"));
}

TEST(RowShapes, TheManualShowsTheAttributesOfEachClass) {
  const std::string page = test::read_file(test::source_path("docs/sources-csv.md"));
  for (const ObjectClass c : core::kAllObjectClasses) {
    std::string row = "| `" + std::string(core::name_of(c)) + "` |";
    for (const Attribute a : attributes_of(c)) row += " `" + std::string(core::name_of(a)) + "`";
    EXPECT_THAT(page, HasSubstr(row + " |"));
  }
}

// ---- a feed that is no csv ----

class ListFeed : public Feed {
 public:
  ListFeed(std::vector<std::vector<std::string_view>> rows, FeedEnd end)
      : rows_(std::move(rows)), end_(std::move(end)) {}
  std::string name() const override { return "query"; }
  std::string place_of(std::int64_t place) const override {
    return "query, row " + std::to_string(place);
  }
  core::Result<FeedEnd> read(const std::function<void(const FeedRow&)>& visit) override {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      visit({static_cast<std::int64_t>(i), {}, FeedRow::End::whole, rows_[i]});
    }
    return end_;
  }

 private:
  std::vector<std::vector<std::string_view>> rows_;
  FeedEnd end_;
};

core::Pull read_list(std::vector<std::vector<std::string_view>> rows, FeedEnd end = {}) {
  const auto zone = *core::LocalZone::named("Europe/Copenhagen");
  const auto settings = nlohmann::json::parse(
      R"({"class": "account", "key": ["uid"], "columns": {"name": "cn", "expires": "until"}})");
  RowsPart part{*read_row_mapping(settings, "test: ", zone),
                [=] { return std::make_unique<ListFeed>(rows, end); }};
  auto connector = make_rows_connector({"db", zone, KeyCase::folded, nullptr}, {part});
  auto pull = connector->read({kNow, {}});
  if (!pull) throw std::runtime_error(test::english(pull.error()));
  return std::move(*pull);
}

TEST(RowFeeds, AnyFeedIsReadByTheSameRules) {
  FeedEnd end;
  end.data_from = kNow;
  const auto pull = read_list({{"uid", "cn", "until"},
                               {"ada;1", "Ada, line\nend", "2026-12-31 00:00:00.000"},
                               {"bo\u00A0", "Bo", ""},
                               {"", "", ""},
                               {"cy", "Cy", "en dag"}},
                              end);
  EXPECT_THAT(ids(pull, ObjectClass::account), ElementsAre("bo"));
  EXPECT_THAT(rejected(pull), ElementsAre(HasSubstr("query:1: column cn holds a line end"),
                                          HasSubstr("query:4: expires \"en dag\" is no date")));
  EXPECT_THAT(held(pull), ElementsAre("account ada;1", "account cy"));
  EXPECT_EQ(pull.data_from(ObjectClass::account), kNow);
}

TEST(RowFeeds, AFeedThatEndedWithADoubtOrToldAnotherNumberIsPartial) {
  FeedEnd doubted;
  doubted.doubts = {"connection lost"};
  FeedEnd counted;
  counted.told_rows = 2;
  for (const FeedEnd& end : {doubted, counted}) {
    const auto pull = read_list({{"uid", "cn", "until"}, {"ada", "Ada", ""}}, end);
    EXPECT_EQ(pull.completeness(ObjectClass::account), Completeness::partial);
    EXPECT_FALSE(pull.data_from(ObjectClass::account));
  }
}

}  // namespace
}  // namespace rettesnor::connectors::testing
