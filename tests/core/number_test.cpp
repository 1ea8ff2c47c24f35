// Numbers are the whole of a text, or none.
#include "core/number.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace rettesnor::core {
namespace {

TEST(NumberIn, IsTheWholeTextOrNothing) {
  EXPECT_EQ(number_in<int>("0"), 0);
  EXPECT_EQ(number_in<int>("-17"), -17);
  EXPECT_EQ(number_in<std::int64_t>("9223372036854775807"), INT64_MAX);
  EXPECT_EQ(number_in<double>("2.5"), 2.5);
  for (const char* text : {"", " ", "+1", " 1", "1 ", "1x", "0x1", "1.5", "2147483648", "-"}) {
    EXPECT_FALSE(number_in<int>(text)) << text;
  }
  EXPECT_FALSE(number_in<std::size_t>("-1"));
}

TEST(NumberIn, IsWithinItsLimits) {
  EXPECT_EQ(number_in("1", 1, 65535), 1);
  EXPECT_EQ(number_in("65535", 1, 65535), 65535);
  EXPECT_FALSE(number_in("0", 1, 65535));
  EXPECT_FALSE(number_in("65536", 1, 65535));
  EXPECT_FALSE(number_in<double>("nan", 0, 100));
}

}  // namespace
}  // namespace rettesnor::core
