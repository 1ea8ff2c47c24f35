// What counts as a CPR-like number, and that none is left after masking.
#include "core/cpr_pattern.h"

#include <gtest/gtest.h>

#include <string>

namespace rettesnor::core {
namespace {

TEST(CprPattern, SixDigitsAHyphenAndFourAsAWordOfTheirOwn) {
  EXPECT_TRUE(looks_like_cpr("999999-9999"));
  EXPECT_TRUE(looks_like_cpr("Bo (010170-1234), IT"));
  EXPECT_FALSE(looks_like_cpr("A010170-1234"));
  EXPECT_FALSE(looks_like_cpr("010170-12345"));
  EXPECT_FALSE(looks_like_cpr("1010170-1234"));
  EXPECT_FALSE(looks_like_cpr("010170-1234å"));
  EXPECT_FALSE(looks_like_cpr("010170-1234-5"));
  EXPECT_FALSE(looks_like_cpr("010170 1234"));
}

TEST(CprPattern, TenDigitsOnlyWhenTheyBeginWithARealDay) {
  EXPECT_TRUE(looks_like_cpr("0101701234"));
  EXPECT_TRUE(looks_like_cpr("2902001234")) << "2000 had a 29 February";
  EXPECT_FALSE(looks_like_cpr("2902011234"));
  EXPECT_FALSE(looks_like_cpr("3113991234"));
  EXPECT_FALSE(looks_like_cpr("4512123456")) << "a telephone number with 45";
  EXPECT_FALSE(looks_like_cpr("01017012345"));
  EXPECT_FALSE(looks_like_cpr("010170123"));
}

TEST(CprPattern, PartsOfASecurityIdentifierAreNone) {
  EXPECT_FALSE(looks_like_cpr("S-1-5-21-1004336348-1177238915-682003330-512"));
  EXPECT_FALSE(looks_like_cpr("550e8400-e29b-41d4-a716-446655440000"));
}

TEST(CprPattern, MaskingLeavesTheRestAndNoNumber) {
  EXPECT_EQ(without_cpr("Åse 010170-1234 og 0101701234."), "Åse xxxxxx-xxxx og xxxxxx-xxxx.");
  EXPECT_EQ(without_cpr("Åse Bæk, lokale 123456"), "Åse Bæk, lokale 123456");
  EXPECT_EQ(without_cpr("999999-9999"), "xxxxxx-xxxx");
  EXPECT_EQ(without_cpr(""), "");
}

TEST(CprPattern, TheQuickLookNeverMissesOne) {
  for (std::size_t before = 0; before < 13; ++before) {
    const std::string padding(before, ' ');
    EXPECT_TRUE(may_hold_cpr(padding + "010170-1234")) << before;
    EXPECT_TRUE(may_hold_cpr(padding + "0101701234x")) << before;
    EXPECT_TRUE(looks_like_cpr(padding + "999999-9999")) << before;
  }
  EXPECT_FALSE(may_hold_cpr("2026-11-02T07:00:00Z 12345"));
}

}  // namespace
}  // namespace rettesnor::core
