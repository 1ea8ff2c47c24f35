// Names are found again among many, and never taken for one another.
#include "connectors/directory/member_index.h"

#include <gtest/gtest.h>

#include <string>

namespace rettesnor::connectors {
namespace {

std::string name(std::uint32_t i) {
  return "CN=u" + std::to_string(i) + ",OU=Ansatte,DC=kommun,DC=example";
}

TEST(MemberIndex, EveryNameIsFoundAndNoOther) {
  MemberIndex index;
  constexpr std::uint32_t kMany = 200'000;
  for (std::uint32_t i = 0; i < kMany; ++i) index.put(key_of(name(i)), i);
  ASSERT_EQ(index.size(), kMany);
  for (std::uint32_t i = 0; i < kMany; ++i) ASSERT_EQ(index.find(key_of(name(i))), i);
  for (std::uint32_t i = kMany; i < 2 * kMany; ++i) {
    ASSERT_EQ(index.find(key_of(name(i))), core::kNone);
  }
}

TEST(MemberIndex, TheLaterWordCounts) {
  MemberIndex index;
  index.put(key_of("a"), 1);
  index.put(key_of("a"), 2);
  EXPECT_EQ(index.find(key_of("a")), 2U);
  EXPECT_EQ(index.size(), 1U);
}

TEST(MemberIndex, LengthsAndTailsMatter) {
  const std::string zeros(64, '\0');
  for (std::size_t a = 0; a <= zeros.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      EXPECT_NE(key_of(std::string_view(zeros).substr(0, a)),
                key_of(std::string_view(zeros).substr(0, b)));
    }
  }
}

TEST(MemberIndex, AnEmptyIndexKnowsNobody) {
  EXPECT_EQ(MemberIndex().find(key_of("a")), core::kNone);
}

}  // namespace
}  // namespace rettesnor::connectors
