// Lists of ids as bytes.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "store/history/members.h"

namespace rettesnor::store {
namespace {

std::vector<DenseId> decoded(std::string_view bytes) {
  std::vector<DenseId> ids;
  EXPECT_EQ(each_member(bytes, [&](DenseId id) { ids.push_back(id); }), Decoded::whole);
  return ids;
}

Decoded verdict(std::string_view bytes) {
  return each_member(bytes, [](DenseId) {});
}

RC_GTEST_PROP(Members, AListComesBackAsItWas, (const std::set<std::uint32_t>& raw)) {
  std::vector<DenseId> ids;
  for (const std::uint32_t id : raw) {
    if (id != 0 && id <= kLastObject) ids.push_back(id);
  }
  std::string bytes;
  encode_members(ids, bytes);
  RC_ASSERT(decoded(bytes) == ids);
}

TEST(Members, TheLargestStepsComeBack) {
  const std::vector<DenseId> ids{1, 127, 128, 255, 16383, 16384 + 255, 1u << 28, kLastObject};
  std::string bytes;
  encode_members(ids, bytes);
  EXPECT_EQ(decoded(bytes), ids);
}

TEST(Members, BytesThatNobodyWroteAreCorrupt) {
  EXPECT_EQ(verdict(std::string_view("\x05\x00", 2)), Decoded::corrupt);
  EXPECT_EQ(verdict("\x80"), Decoded::corrupt);
  EXPECT_EQ(verdict(std::string_view("\x81\x00", 2)), Decoded::corrupt);
  EXPECT_EQ(verdict("\xff\xff\xff\xff\xff\x01"), Decoded::corrupt);
  EXPECT_EQ(verdict("\xff\xff\xff\xff\x0f"), Decoded::corrupt);
  EXPECT_EQ(verdict(""), Decoded::whole);
}

TEST(Members, LongAndShortListsAreSortedAlike) {
  IdSorter sorter;
  std::mt19937 random(7);
  for (const DenseId reach : {100u, 5000u, 1000000u}) {
    for (const std::size_t size : {0u, 1u, 63u, 90u, 4000u}) {
      std::set<DenseId> wanted;
      std::uniform_int_distribution<DenseId> pick(1, reach);
      while (wanted.size() < std::min<std::size_t>(size, reach)) wanted.insert(pick(random));
      std::vector<DenseId> ids(wanted.begin(), wanted.end());
      std::shuffle(ids.begin(), ids.end(), random);
      sorter.sort(ids);
      EXPECT_TRUE(std::equal(ids.begin(), ids.end(), wanted.begin(), wanted.end()));
    }
  }
}

}  // namespace
}  // namespace rettesnor::store
