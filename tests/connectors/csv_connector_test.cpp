// What a csv source says when its files are well, and how two sources of one kind read alike.
#include "connectors/rows/csv_connector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/registry.h"
#include "tests/connectors/csv_town.h"

namespace rettesnor::connectors::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

TEST(Csv, AnEmploymentFileGivesEmploymentsAndTheirPersons) {
  CsvTown town;
  town.file(
      "ansatte.csv",
      kHead + "P1;1001;Åse Bæk;JOB;01.02.2020;;Aktiv\nP2;1002;Bo;OMS;2021-03-01;31.12.2026;orlov\n",
      employments());
  const auto pull = town.read();
  EXPECT_THAT(ids(pull, ObjectClass::person), ElementsAre("P1", "P2"));
  EXPECT_THAT(ids(pull, ObjectClass::employment), ElementsAre("1001", "1002"));
  EXPECT_EQ(fact(pull, ObjectClass::person, "P1", Attribute::name), "Åse Bæk");
  EXPECT_EQ(fact(pull, ObjectClass::employment, "1001", Attribute::name), "");
  EXPECT_EQ(fact(pull, ObjectClass::employment, "1001", Attribute::person), "P1");
  EXPECT_EQ(fact(pull, ObjectClass::employment, "1001", Attribute::start), "2020-02-01");
  EXPECT_EQ(fact(pull, ObjectClass::employment, "1002", Attribute::end), "2026-12-31");
  EXPECT_EQ(fact(pull, ObjectClass::employment, "1002", Attribute::status), "ORLOV");
  EXPECT_EQ(pull.completeness(ObjectClass::employment), Completeness::complete);
  EXPECT_EQ(pull.completeness(ObjectClass::person), Completeness::complete);
  EXPECT_EQ(pull.completeness(ObjectClass::account), Completeness::not_read);
  EXPECT_THAT(rejected(pull), IsEmpty());
}

TEST(Csv, ABusinessSystemGivesAccountsRightsMembersAndGrants) {
  CsvTown town;
  town.settings["case_sensitive_keys"] = true;
  town.file("brugere.csv", "Bruger;Navn\nmeho;Mette Holm\nJHØJ;J\njhøj;j\n", accounts())
      .file("roller.csv", "Rolle\nSagsbehandler\nLeder\nTom\n", entitlements())
      .file("tildelinger.csv",
            "Bruger;Rolle;Omfang;Til\nmeho;Leder;;\njhøj;Sagsbehandler;KLE:90.01;31.12.2026\n"
            "meho;Sagsbehandler;;\n",
            grants());
  const auto pull = town.read();
  EXPECT_THAT(ids(pull, ObjectClass::account), UnorderedElementsAre("meho", "JHØJ", "jhøj"));
  EXPECT_EQ(fact(pull, ObjectClass::account, "meho", Attribute::login), "meho");
  EXPECT_THAT(members(pull), ElementsAre("Leder <- meho", "Sagsbehandler <- jhøj meho"));
  EXPECT_THAT(ids(pull, ObjectClass::grant), ElementsAre("Sagsbehandler|jhøj|KLE:90.01"));
  EXPECT_EQ(fact(pull, ObjectClass::grant, "Sagsbehandler|jhøj|KLE:90.01", Attribute::end),
            "2026-12-31");
}

TEST(Csv, AGrantOfMemberClassEntitlementNestsTheBundleInTheRight) {
  CsvTown town;
  auto nesting = grants();
  nesting["columns"] = {{"account", "Buket"}, {"entitlement", "Rolle"}};
  nesting["member_class"] = "entitlement";
  town.file("brugere.csv", "Bruger;Navn\nmeho;M\n", accounts())
      .file("roller.csv", "Rolle\nLeder\nBuket A\n", entitlements())
      .file("tildelinger.csv", "Bruger;Rolle;Omfang;Til\nmeho;Buket A;;\n", grants())
      .file("buketter.csv", "Buket;Rolle\nBuket A;Leder\n", nesting);
  EXPECT_THAT(members(town.read()), ElementsAre("Buket A <- meho", "Leder <- Buket A"));
}

TEST(Csv, RowsInAnyOrderGiveTheSamePull) {
  CsvTown a;
  CsvTown b;
  a.file("a.csv", kHead + "P1;1;A;X;;;\nP2;2;B;X;;;\nP1;3;A;Y;;;\n", employments());
  b.file("a.csv", kHead + "P1;3;A;Y;;;\nP2;2;B;X;;;\nP1;1;A;X;;;\n", employments());
  EXPECT_EQ(objects_of(a.read()), objects_of(b.read()));
}

TEST(Csv, AQuotedLineEndDoesNotMoveTheLineNumbersOfBadRows) {
  CsvTown town;
  auto titled = employments();
  titled["columns"]["title"] = "Navn";
  titled["columns"].erase("name");
  town.file("a.csv", kHead + "P1;1;\"A\r\nB; \"\"C\"\"\";X;;;\r\nP2;2;B;X;30.02.2026;;\r\n",
            titled);
  const auto pull = town.read();
  EXPECT_EQ(fact(pull, ObjectClass::employment, "1", Attribute::title), "A\r\nB; \"C\"");
  EXPECT_THAT(rejected(pull), ElementsAre(HasSubstr("a.csv:4: start \"30.02.2026\" is no date")));
}

TEST(Csv, Latin1IsReadWhenTheSettingsSaySo) {
  CsvTown town;
  town.settings["encoding"] = "latin-1";
  town.file("a.csv", kHead + "P1;1;S\xF8ren \x80;X;;;\n", employments());
  EXPECT_EQ(fact(town.read(), ObjectClass::person, "P1", Attribute::name), "Søren €");
}

TEST(Csv, AByteOrderMarkAndOtherDelimitersAreAccepted) {
  CsvTown town;
  town.settings["delimiter"] = ",";
  town.file("a.csv", "\xEF\xBB\xBFTjnr,PersonID,Navn\n1,P1,A\n",
            {{"class", "employment"},
             {"key", {"Tjnr"}},
             {"columns", {{"person", "PersonID"}, {"name", "Navn"}}}});
  EXPECT_EQ(fact(town.read(), ObjectClass::person, "P1", Attribute::name), "A");
}

TEST(Csv, ValuesAreTranslatedConstantsAddedAndColumnsJoined) {
  CsvTown town;
  town.file("k.csv", "Id;Fornavn;Efternavn;Firma\n7;Ib;Lund;12345678\n",
            nlohmann::json::parse(R"({"class": "engagement", "key": ["Id"],
              "columns": {"person": "Id", "name": ["Fornavn", "Efternavn"], "vendor": "Firma"},
              "constants": {"kind": "vendor"}, "values": {"vendor": {"12345678": "87654321"}}})"));
  const auto pull = town.read();
  EXPECT_EQ(fact(pull, ObjectClass::person, "7", Attribute::name), "Ib Lund");
  EXPECT_EQ(fact(pull, ObjectClass::engagement, "7", Attribute::vendor), "87654321");
  EXPECT_EQ(fact(pull, ObjectClass::engagement, "7", Attribute::kind), "vendor");
}

TEST(Csv, LocalMomentsBecomeUtcAlsoInTheNightWithTwoHoursAlike) {
  CsvTown town;
  town.file("a.csv",
            "T;P;F\n1;P1;30.10.2026 17:00\n2;P2;25.10.2026 02:30\n3;P3;2026-10-30T17:00:00+01:00\n"
            "4;P4;29.03.2026 02:30\n",
            {{"class", "employment"},
             {"key", {"T"}},
             {"columns", {{"person", "P"}, {"released_at", "F"}}}});
  const auto pull = town.read();
  const auto released = [&](const char* id) {
    return fact(pull, ObjectClass::employment, id, Attribute::released_at);
  };
  EXPECT_EQ(released("1"), "2026-10-30T16:00:00Z");
  EXPECT_EQ(released("2"), "2026-10-25T00:30:00Z");
  EXPECT_EQ(released("3"), "2026-10-30T16:00:00Z");
  EXPECT_THAT(rejected(pull), ElementsAre(HasSubstr("a.csv:5: released_at")));
}

TEST(Csv, APersonToldTwiceIsOneAndTheFirstByKeyCounts) {
  CsvTown town;
  town.file("a.csv", kHead + "P1;2;Mette H;X;;;\nP1;1;Mette Holm;X;;;\nP1;3;METTE HOLM;X;;;\n",
            employments());
  const auto pull = town.read();
  EXPECT_THAT(ids(pull, ObjectClass::person), ElementsAre("P1"));
  EXPECT_EQ(fact(pull, ObjectClass::person, "P1", Attribute::name), "Mette Holm");
  EXPECT_THAT(rejected(pull), ElementsAre(HasSubstr("a.csv:2: tells name \"Mette H\"")));
  EXPECT_EQ(pull.completeness(ObjectClass::person), Completeness::complete);
}

TEST(Csv, APersonFileIsBelievedBeforeEmployments) {
  CsvTown town;
  town.file("a.csv", kHead + "P1;1;A Kort;X;;;\nP9;9;Ny;X;;;\n", employments())
      .file("p.csv", "Id;Navn\nP1;A Lang\n",
            {{"class", "person"}, {"key", {"Id"}}, {"columns", {{"name", "Navn"}}}});
  const auto pull = town.read();
  EXPECT_EQ(fact(pull, ObjectClass::person, "P1", Attribute::name), "A Lang");
  EXPECT_EQ(fact(pull, ObjectClass::person, "P9", Attribute::name), "Ny");
}

TEST(Csv, CheckTellsOfEachFile) {
  CsvTown town;
  town.file("a.csv", kHead + "P1;1;A;X;;;\nP2;2;B;X;;;Ukendt\n", employments())
      .file("mangler.csv", "x\n", accounts());
  std::filesystem::remove(town.folder.path() / "mangler.csv");
  const auto connector = town.connector();
  ASSERT_TRUE(connector);
  const auto lines = (*connector)->check(kNow);
  ASSERT_TRUE(lines);
  std::string text;
  for (const auto& line : *lines) {
    text += (line.verdict == CheckLine::Verdict::bad ? "BAD " : "") + test::english(line.what) +
            ": " + test::english(line.detail) + "\n";
  }
  EXPECT_THAT(text, HasSubstr("a.csv: columns: PersonID, Tjnr, Navn"));
  EXPECT_THAT(text, HasSubstr("a.csv: sample: 1: "));
  EXPECT_THAT(text, HasSubstr("BAD a.csv line 3: status \"Ukendt\" is unknown"));
  EXPECT_THAT(text, HasSubstr("BAD bad rows: 1"));
  EXPECT_THAT(text, HasSubstr("BAD mangler.csv: there is no such file"));
  EXPECT_THAT(text, HasSubstr("BAD account: partial"));
}

TEST(Registry, AnUnknownKindIsRefusedWithTheKnownOnes) {
  const nlohmann::json values = nlohmann::json::object();
  const auto made = make_connector({"x", "excel", "X", ".", &values});
  ASSERT_FALSE(made);
  EXPECT_THAT(test::english(made.error()), HasSubstr("kind \"excel\" is unknown; known are"));
  EXPECT_THAT(test::english(made.error()), HasSubstr("csv"));
  EXPECT_THAT(known_kinds(), ::testing::Contains("csv"));
}

}  // namespace
}  // namespace rettesnor::connectors::testing
