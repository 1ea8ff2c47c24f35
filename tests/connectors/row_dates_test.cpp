// A date is read in the one order of its column, or not at all.
#include "connectors/rows/row_dates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/connectors/csv_town.h"

namespace rettesnor::connectors::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

core::Pull employed_until(CsvTown& town, const std::vector<std::string>& ends,
                          nlohmann::json extra = nlohmann::json::object()) {
  std::string rows = kHead;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const std::string n = std::to_string(i + 1);
    rows += "P" + n + ";" + n + ";A;OMS;01-08-2019;" + ends[i] + ";\n";
  }
  auto settings = employments();
  settings.update(extra);
  return town.file("a.csv", rows, settings).read();
}

struct Written {
  const char* text;
  const char* day;
};
class DatesAsTheyAreWritten : public ::testing::TestWithParam<Written> {};
TEST_P(DatesAsTheyAreWritten, AreReadAsTheDayTheyMean) {
  CsvTown town;
  const auto pull = employed_until(town, {GetParam().text});
  EXPECT_EQ(fact(pull, ObjectClass::employment, "1", Attribute::end), GetParam().day);
  EXPECT_THAT(pull.gaps(), IsEmpty());
}
INSTANTIATE_TEST_SUITE_P(
    Rows, DatesAsTheyAreWritten,
    ::testing::Values(Written{"03-11-2026 00.00.00", "2026-11-03"},
                      Written{"2026-11-03 00:00:00.000", "2026-11-03"},
                      Written{"2026-11-03T00:00:00", "2026-11-03"},
                      Written{"20261103", "2026-11-03"}, Written{"3.11.2026", "2026-11-03"},
                      Written{"31/12/2026", "2026-12-31"}, Written{"2026/11/03", "2026-11-03"},
                      Written{"20261103000000", "2026-11-03"}, Written{"'03-11-2026", "2026-11-03"},
                      Written{"31-12-9999", ""}, Written{"9999-12-31 00:00:00", ""},
                      Written{"03-11-2026 12:30", "2026-11-03T11:30:00Z"}));

struct Column {
  std::vector<std::string> ends;
  const char* why;
};
class DoubtfulColumns : public ::testing::TestWithParam<Column> {};
TEST_P(DoubtfulColumns, AreNotBelievedAndTheirObjectsHeld) {
  CsvTown town;
  auto ends = GetParam().ends;
  ends.push_back("");
  const auto pull = employed_until(town, ends);
  EXPECT_THAT(ids(pull, ObjectClass::employment), ElementsAre(std::to_string(ends.size())));
  EXPECT_EQ(pull.held().size(), 2 * GetParam().ends.size());  // each with her person
  EXPECT_EQ(pull.completeness(ObjectClass::employment), Completeness::partial);
  EXPECT_THAT(gaps(pull), ElementsAre(HasSubstr(GetParam().why)));
  for (const auto& each : pull.held()) {
    EXPECT_EQ(core::RecordView(each.clues).get(Attribute::end), "");
  }
}
INSTANTIATE_TEST_SUITE_P(Rows, DoubtfulColumns,
                         ::testing::Values(Column{{"10/31/2026", "11/2/2026"},
                                                  "has \"10/31/2026\" on line 2"},
                                           Column{{"31/12/2026", "12/31/2026"}, "two orders"},
                                           Column{{"31-12-2026", "12-31-2026"}, "two orders"},
                                           Column{{"11/2/2026"}, "can be two days"},
                                           Column{{"31-12-2026", "11/2/2026"}, "can be two days"},
                                           Column{{"11/2/2026 12:00:00 AM"}, "can be two days"}));

TEST(RowDates, ADeclaredOrderIsBelievedWhereNoCellContradictsIt) {
  CsvTown us;
  const auto pull = employed_until(us, {"10/31/2026", "11/2/2026"},
                                   {{"dates", "mdy"}, {"dates_of", {{"start", "dmy"}}}});
  EXPECT_EQ(fact(pull, ObjectClass::employment, "2", Attribute::end), "2026-11-02");
  EXPECT_EQ(fact(pull, ObjectClass::employment, "2", Attribute::start), "2019-08-01");
  CsvTown excel;
  EXPECT_EQ(fact(employed_until(excel, {"46328"}, {{"dates_of", {{"end", "excel"}}}}),
                 ObjectClass::employment, "1", Attribute::end),
            "2026-11-02");
  CsvTown pattern;
  EXPECT_EQ(fact(employed_until(pattern, {"02112026"}, {{"dates", "ddMMyyyy"}}),
                 ObjectClass::employment, "1", Attribute::end),
            "2026-11-02");
  CsvTown wrong;
  EXPECT_THAT(gaps(employed_until(wrong, {"31/12/2026"}, {{"dates_of", {{"end", "mdy"}}}})),
              ElementsAre(HasSubstr("does not fit the order")));
}

TEST(RowDates, WhatStandsForNoDateIsToldInTheMapping) {
  CsvTown told;
  const auto pull = employed_until(told, {"00000000", "-"}, {{"no_date", {"00000000", "-"}}});
  EXPECT_EQ(fact(pull, ObjectClass::employment, "1", Attribute::end), "");
  EXPECT_THAT(rejected(pull), IsEmpty());
  CsvTown untold;
  EXPECT_THAT(rejected(employed_until(untold, {"", "00000000"})),
              ElementsAre(HasSubstr("is no date that exists")));
}

TEST(RowDates, AColumnThatNothingHangsOnIsLeftOutAndItsRowsBelieved) {
  CsvTown town;
  town.file("b.csv", "Bruger;Oprettet\nmeho;10/31/2026\n",
            nlohmann::json::parse(R"({"class": "account", "key": ["Bruger"],
              "columns": {"created": "Oprettet"}})"));
  const auto pull = town.read();
  EXPECT_EQ(fact(pull, ObjectClass::account, "meho", Attribute::created), "");
  EXPECT_EQ(fact(pull, ObjectClass::account, "meho", Attribute::login), "meho");
  EXPECT_THAT(gaps(pull), ElementsAre(HasSubstr("attributes of account, b.csv: column Oprettet")));
}

TEST(RowDates, ADoubtfulEndOfAGrantKeepsTheMembershipAndHoldsTheGrant) {
  CsvTown town;
  town.file("b.csv", "Bruger;Navn\nmeho;M\n", accounts())
      .file("r.csv", "Rolle\nLeder\n", entitlements())
      .file("t.csv", "Bruger;Rolle;Omfang;Til\nmeho;Leder;;11/2/2026\n", grants());
  const auto pull = town.read();
  EXPECT_THAT(members(pull), ElementsAre("Leder <- meho"));
  EXPECT_THAT(held(pull), ElementsAre("grant Leder|meho|"));
}

}  // namespace
}  // namespace rettesnor::connectors::testing
