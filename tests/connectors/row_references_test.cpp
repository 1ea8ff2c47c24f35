// A reference is the thing it means however it is spelt; one that fits nothing leaves a hole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/connectors/csv_town.h"

namespace rettesnor::connectors::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

CsvTown& system_of(CsvTown& town, const std::string& grant_rows) {
  return town.file("b.csv", "Bruger;Navn\nmeho;M\nåseb;Å\n", accounts())
      .file("r.csv", "Kode;Navn\nBET;Godkend betaling\nKRE;Opret kreditor\n",
            nlohmann::json::parse(
                R"({"class": "entitlement", "key": ["Kode"], "columns": {"name": "Navn"}})"))
      .file("t.csv", "Bruger;Rolle;Omfang;Til\n" + grant_rows, grants());
}

class Spellings : public ::testing::TestWithParam<const char*> {};
TEST_P(Spellings, OfOneReferenceMeanTheSameAndAreToldOnce) {
  CsvTown town;
  const auto pull = system_of(town, std::string(GetParam()) + "\n").read();
  EXPECT_THAT(members(pull), ElementsAre("BET <- åseb"));
  EXPECT_THAT(pull.gaps(), IsEmpty());
  EXPECT_THAT(rejected(pull), IsEmpty());
  EXPECT_THAT(notes(pull), SizeIs(1));
  EXPECT_THAT(ids(pull, ObjectClass::grant), ElementsAre("BET|åseb|KLE:1"));
}
INSTANTIATE_TEST_SUITE_P(Rows, Spellings,
                         ::testing::Values("ÅSEB;BET;KLE:1;", "a\u030Aseb;BET;KLE:1;",
                                           "åseb\u00A0;BET;KLE:1;", "\u200Båseb;BET;KLE:1;",
                                           "'åseb;BET;KLE:1;", "åseb;bet;KLE:1;",
                                           "\uFEFFåseb;BET;KLE:1;", "=\"åseb\";\u2009BET;KLE:1;"));

TEST(RowReferences, ManySpellingsOfAColumnAreOneNote) {
  CsvTown town;
  const auto pull = system_of(town, "MEHO;BET;;\nMeho;KRE;;\nÅSEB;BET;;\n").read();
  EXPECT_THAT(notes(pull), ElementsAre(HasSubstr("account: references (number: 3) fit only")));
}

TEST(RowReferences, UnitsPersonsAndParentsAreFoundFoldedToo) {
  CsvTown town;
  town.file("e.csv", "Id;Over\nRÅD;\nOMS;råd\n",
            {{"class", "unit"}, {"key", {"Id"}}, {"columns", {{"parent", "Over"}}}})
      .file("a.csv", kHead + "P1;1;A;oms\u00A0;;;\np1;2;A;OMS;;;\n", employments());
  const auto pull = town.read();
  EXPECT_EQ(fact(pull, ObjectClass::unit, "OMS", Attribute::parent), "RÅD");
  EXPECT_EQ(fact(pull, ObjectClass::employment, "1", Attribute::unit), "OMS");
  EXPECT_EQ(fact(pull, ObjectClass::employment, "2", Attribute::person), "P1");
  EXPECT_THAT(ids(pull, ObjectClass::person), ElementsAre("P1"));
  EXPECT_THAT(rejected(pull), IsEmpty());
}

TEST(RowReferences, TwoKeysThatFoldingMakesOneAreAmbiguousNotTheLastOneRead) {
  CsvTown town;
  town.file("b.csv", "Bruger;Navn\njhøj;A\nJHØJ;B\nmeho;M\n", accounts())
      .file("r.csv", "Rolle\nLeder\n", entitlements())
      .file("t.csv", "Bruger;Rolle;Omfang;Til\njhøj;Leder;;\n", grants());
  const auto pull = town.read();
  EXPECT_THAT(ids(pull, ObjectClass::account), ElementsAre("meho"));
  EXPECT_THAT(held(pull), Contains("account jhøj"));
  EXPECT_THAT(held(pull), Contains("account JHØJ"));
  EXPECT_EQ(pull.completeness(ObjectClass::account), Completeness::partial);
  EXPECT_THAT(rejected(pull), Contains(HasSubstr("differ in spelling alone")));
  EXPECT_THAT(members(pull), ElementsAre("Leder <~"));
}

TEST(RowReferences, CaseCountsWhereTheSettingsSaySo) {
  CsvTown town;
  town.settings["case_sensitive_keys"] = true;
  const auto pull = system_of(town, "ÅSEB;BET;;\n").read();
  EXPECT_THAT(members(pull), ElementsAre("BET <~"));
  EXPECT_THAT(gaps(pull), ElementsAre(HasSubstr("members of entitlement BET, t.csv line 2")));
}

TEST(RowReferences, ANameInPlaceOfACodeIsAHoleInBothListsAndSaysWhichCode) {
  CsvTown town;
  const auto pull = system_of(town, "meho;godkend Betaling;;\n").read();
  EXPECT_THAT(members(pull), ElementsAre("BET <~"));
  EXPECT_THAT(gaps(pull), UnorderedElementsAre(HasSubstr("members of entitlement BET"),
                                               HasSubstr("rights of account meho")));
  EXPECT_THAT(rejected(pull), ElementsAre(HasSubstr("is the name of \"BET\": use the key")));
}

TEST(RowReferences, SeveralCodesInOneCellAreAHoleUntilTheMappingSplitsThem) {
  for (const char* cell : {"\"BET;KRE\"", "BET,KRE", "BET / KRE", "\"BET\nKRE\""}) {
    CsvTown town;
    const auto pull = system_of(town, std::string("meho;") + cell + ";;\n").read();
    EXPECT_NE(members(pull), (std::vector<std::string>{"BET <- meho", "KRE <- meho"})) << cell;
    for (const auto& list : members(pull)) EXPECT_THAT(list, HasSubstr("<~")) << cell;
    EXPECT_THAT(pull.gaps(), ::testing::Not(IsEmpty())) << cell;
  }
  CsvTown town;
  auto split = grants();
  split["split"] = {{"entitlement", ";"}};
  town.file("b.csv", "Bruger;Navn\nmeho;M\n", accounts())
      .file("r.csv", "Rolle\nBET\nKRE\n", entitlements())
      .file("t.csv", "Bruger;Rolle;Omfang;Til\nmeho;\"BET; KRE\";KLE:1;\n", split);
  const auto pull = town.read();
  EXPECT_THAT(members(pull), ElementsAre("BET <- meho", "KRE <- meho"));
  EXPECT_THAT(ids(pull, ObjectClass::grant), ElementsAre("BET|meho|KLE:1", "KRE|meho|KLE:1"));
  EXPECT_THAT(pull.gaps(), IsEmpty());
}

TEST(RowReferences, ARowThatFitsNothingLeavesEveryListOpen) {
  CsvTown town;
  const auto pull = system_of(town, "meho;BET;;\nhvem;hvad;;\n").read();
  EXPECT_THAT(members(pull), ElementsAre("BET <~ meho", "KRE <~"));
  EXPECT_THAT(gaps(pull), ElementsAre(HasSubstr("objects of grant, t.csv line 3: neither")));
}

TEST(RowReferences, BadRowsLeaveWhatCouldBeReadOfThem) {
  CsvTown town;
  town.file("a.csv", kHead + "P0;1;B;OMS;;;\nP1;1001;Ib Lund;OMS;31.02.2026;;\n", employments());
  const auto pull = town.read();
  std::map<ObjectClass, std::string> names;
  for (const auto& each : pull.held()) {
    names[each.object_class] = core::RecordView(each.clues).get(Attribute::name);
  }
  EXPECT_EQ(names[ObjectClass::person], "Ib Lund");
  EXPECT_EQ(names[ObjectClass::employment], "Ib Lund");
}

TEST(RowReferences, AValueThatNothingHangsOnIsSetAsideAndItsRowBelieved) {
  for (const char* row : {"P1;1001;S\xF8ren;OMS;;;", "P1;1001;S\xEF\xBF\xBDren;OMS;;;"}) {
    CsvTown town;
    town.file("a.csv", kHead + row + "\n", employments());
    const auto pull = town.read();
    EXPECT_THAT(ids(pull, ObjectClass::employment), ElementsAre("1001"));
    EXPECT_EQ(fact(pull, ObjectClass::person, "P1", Attribute::name), "");
    EXPECT_THAT(gaps(pull),
                ElementsAre(HasSubstr("attributes of person P1, a.csv line 2: column Navn")));
    EXPECT_EQ(pull.completeness(ObjectClass::person), Completeness::complete);
  }
  CsvTown town;
  town.file("b.csv", "Bruger;Navn;Oprettet\nmeho;M;engang\n",
            nlohmann::json::parse(R"({"class": "account", "key": ["Bruger"],
              "columns": {"name": "Navn", "created": "Oprettet"}})"));
  EXPECT_THAT(ids(town.read(), ObjectClass::account), ElementsAre("meho"));
}

}  // namespace
}  // namespace rettesnor::connectors::testing
