// Time: what is a day, when it ends, and which spellings are believed.
#include "core/time.h"

#include <gtest/gtest.h>

namespace rettesnor::core {
namespace {

LocalZone copenhagen() {
  return LocalZone::named("Europe/Copenhagen").value();
}

TEST(Time, IsoGoesBothWays) {
  const auto t = parse_timestamp("2026-11-02T07:00:00Z");
  ASSERT_TRUE(t);
  EXPECT_EQ(to_iso(*t), "2026-11-02T07:00:00Z");
  EXPECT_EQ(parse_timestamp("2026-11-02T08:00:00+01:00"), t);
  EXPECT_EQ(parse_timestamp("2026-11-02T07:00:00.123Z"), t);
}

TEST(Time, NonsenseIsNoMoment) {
  for (const char* text :
       {"", "2026-11-02", "2026-13-02T07:00:00Z", "2026-11-02T25:00:00Z", "2026-11-02T07:00:00",
        "2026-11-02T07:00:00Zx", "2026-02-30T07:00:00Z", "aaaa-bb-ccTdd:ee:ffZ"}) {
    EXPECT_FALSE(parse_timestamp(text)) << text;
  }
}

TEST(Time, DanishAndIsoDaysAreTheSameDay) {
  const auto d = parse_date("2026-11-02");
  ASSERT_TRUE(d);
  EXPECT_EQ(parse_date("02.11.2026"), d);
  EXPECT_EQ(parse_date("2-11-2026"), d);
  EXPECT_EQ(parse_date("2/11/2026"), d);
  EXPECT_EQ(show(*d), "02.11.2026");
  for (const char* text :
       {"30.02.2026", "2026-11-2", "1.1.26", "", "31-04-2026", "02.11-2026", ".11.2026"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
  EXPECT_TRUE(parse_date("29.02.2028"));
}

TEST(Time, BothNeverSentinelsOfAccountExpiresAreNoMoment) {
  EXPECT_FALSE(parse_filetime("0"));
  EXPECT_FALSE(parse_filetime("9223372036854775807"));
  EXPECT_EQ(to_iso(*parse_filetime("133000000000000000")), "2022-06-18T04:26:40Z");
  EXPECT_FALSE(parse_filetime("-1"));
  EXPECT_FALSE(parse_filetime("12x"));
}

TEST(Time, GeneralizedTimeInItsSpellings) {
  const auto t = parse_timestamp("2026-11-02T07:00:00Z");
  EXPECT_EQ(parse_generalized_time("20261102070000Z"), t);
  EXPECT_EQ(parse_generalized_time("20261102070000.0Z"), t);
  EXPECT_EQ(parse_generalized_time("202611020700Z"), t);
  EXPECT_EQ(parse_generalized_time("20261102080000+0100"), t);
  EXPECT_FALSE(parse_generalized_time("20261102070000"));
  EXPECT_FALSE(parse_generalized_time("2026"));
}

TEST(Time, LocalDayEndsWhereTheNextBegins) {
  const LocalZone zone = copenhagen();
  const Date night = *parse_date("2026-10-25");  // clocks go back: 25 hours
  EXPECT_EQ(zone.end_of(night) - zone.start_of(night),
            std::chrono::hours(25) - std::chrono::seconds(1));
  EXPECT_EQ(to_iso(zone.start_of(night)), "2026-10-24T22:00:00Z");
  EXPECT_EQ(to_iso(zone.end_of(night)), "2026-10-25T22:59:59Z");
  const Date spring = *parse_date("2026-03-29");  // clocks go forward: 23 hours
  EXPECT_EQ(zone.end_of(spring) - zone.start_of(spring),
            std::chrono::hours(23) - std::chrono::seconds(1));
}

TEST(Time, TheHourThatComesTwiceBelongsToOneDay) {
  const LocalZone zone = copenhagen();
  const auto first = *parse_timestamp("2026-10-25T00:30:00Z");
  const auto second = *parse_timestamp("2026-10-25T01:30:00Z");
  EXPECT_EQ(zone.show(first), "25.10.2026 02:30");
  EXPECT_EQ(zone.show(second), "25.10.2026 02:30");
  EXPECT_EQ(zone.date_of(first), zone.date_of(second));
}

TEST(Time, UnknownZoneIsRefusedWithAnExample) {
  const auto zone = LocalZone::named("Europe/Maagesund");
  ASSERT_FALSE(zone);
  EXPECT_NE(zone.error().message.find("Europe/Copenhagen"), std::string::npos);
}

}  // namespace
}  // namespace rettesnor::core
