// When planned campaigns open, over month ends, leap days and outages.
#include "service/campaign_calendar.h"

#include <gtest/gtest.h>

#include "tests/support/town_builder.h"

namespace rettesnor::service {
namespace {

using test::day;

std::string opening(const char* first, int months, int lead, const char* today) {
  const auto due = planned_opening({"Halvårlig", "manager", day(first), months, lead}, day(today));
  return due ? due->name + " " + core::to_iso(due->deadline) : "none";
}

TEST(CampaignCalendar, OpensWhenTheLeadBeginsAndNotBefore) {
  EXPECT_EQ(opening("2026-12-01", 6, 30, "2026-10-31"), "none");
  EXPECT_EQ(opening("2026-12-01", 6, 30, "2026-11-01"), "Halvårlig 2026-12 2026-12-01");
  EXPECT_EQ(opening("2026-12-01", 6, 30, "2026-12-01"), "Halvårlig 2026-12 2026-12-01");
  EXPECT_EQ(opening("2026-12-01", 6, 30, "2026-12-02"), "none");
  EXPECT_EQ(opening("2026-12-01", 6, 30, "2027-05-02"), "Halvårlig 2027-06 2027-06-01");
}

TEST(CampaignCalendar, AMonthThatIsTooShortEndsWithItsLastDay) {
  EXPECT_EQ(opening("2027-08-31", 6, 30, "2028-02-20"), "Halvårlig 2028-02 2028-02-29");
  EXPECT_EQ(opening("2027-08-31", 6, 30, "2028-08-20"), "Halvårlig 2028-08 2028-08-31");
}

TEST(CampaignCalendar, AfterYearsOfSleepOnlyTheCurrentOneComes) {
  EXPECT_EQ(opening("2020-01-15", 3, 20, "2026-11-02"), "none");
  EXPECT_EQ(opening("2020-01-15", 3, 20, "2027-01-02"), "Halvårlig 2027-01 2027-01-15");
}

TEST(CampaignCalendar, OneThatComesByDaysIsNamedByItsDay) {
  policies::CampaignTemplate plan{"Hændelser", "events", day("2026-12-01"), 12, 10};
  plan.every_days = 14;
  EXPECT_FALSE(planned_opening(plan, day("2026-11-20")));
  EXPECT_EQ(planned_opening(plan, day("2026-11-21"))->name, "Hændelser 2026-12-01");
  EXPECT_FALSE(planned_opening(plan, day("2026-12-04")));
  EXPECT_EQ(planned_opening(plan, day("2026-12-05"))->deadline, day("2026-12-15"));
}

}  // namespace
}  // namespace rettesnor::service
