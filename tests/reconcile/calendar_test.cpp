// Months in deadlines.
#include "reconcile/calendar.h"

#include <gtest/gtest.h>

#include "tests/support/town_builder.h"

namespace rettesnor::reconcile {
namespace {

using test::day;

TEST(Calendar, AShorterMonthEndsTheDeadlineOnItsLastDay) {
  EXPECT_EQ(months_later(day("2026-01-31"), 1), day("2026-02-28"));
  EXPECT_EQ(months_later(day("2024-02-29"), 12), day("2025-02-28"));
  EXPECT_EQ(months_later(day("2024-02-29"), 48), day("2028-02-29"));
  EXPECT_EQ(months_later(day("2026-11-02"), 12), day("2027-11-02"));
  EXPECT_EQ(months_later(day("2026-12-15"), 1), day("2027-01-15"));
}

}  // namespace
}  // namespace rettesnor::reconcile
