// Records: the same meaning gives the same bytes, and broken bytes are never read past their end.
#include "core/record.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

namespace rettesnor::core {
namespace {

TEST(Record, SameFactsInAnyOrderGiveTheSameBytes) {
  RecordBuilder a;
  a.set(Attribute::mail, "ada@maagesund.example").set(Attribute::name, "Ada");
  RecordBuilder b;
  b.set(Attribute::name, "Ada").set(Attribute::mail, "ada@maagesund.example");
  EXPECT_EQ(a.bytes(), b.bytes());
}

TEST(Record, EmptyValueIsAbsentAndRepeatedFactIsWrittenOnce) {
  RecordBuilder a;
  a.set(Attribute::name, "Ada").set(Attribute::name, "Ada").set(Attribute::title, "");
  const std::string bytes = a.bytes();
  EXPECT_EQ(RecordView(bytes).facts().size(), 1u);
  EXPECT_EQ(RecordView(bytes).get(Attribute::title), "");
}

TEST(Record, SeveralValuesOfOneAttributeAreOrdered) {
  RecordBuilder a;
  a.set(Attribute::scope_tasks, "90.02").set(Attribute::scope_tasks, "90.01");
  const std::string bytes = a.bytes();
  EXPECT_EQ(RecordView(bytes).all(Attribute::scope_tasks),
            (std::vector<std::string_view>{"90.01", "90.02"}));
}

TEST(Record, LongValueSurvives) {
  const std::string name(70'000, 'x');
  RecordBuilder a;
  a.set(Attribute::name, name);
  const std::string bytes = a.bytes();
  EXPECT_EQ(RecordView(bytes).get(Attribute::name), name);
}

TEST(Record, EveryAttributeAndClassHasANameThatLeadsBack) {
  for (int i = 1; i <= static_cast<int>(Attribute::object_sid); ++i) {
    const auto attribute = static_cast<Attribute>(i);
    EXPECT_EQ(value_named<Attribute>(name_of(attribute)), attribute);
  }
  for (const ObjectClass c : kAllObjectClasses) EXPECT_EQ(value_named<ObjectClass>(name_of(c)), c);
  EXPECT_FALSE(value_named<Attribute>("password"));
}

TEST(Record, AnyBytesAreReadWithoutLeavingThem) {
  rc::check("a view over arbitrary bytes stays inside them", [](const std::string& bytes) {
    std::size_t total = 0;
    RecordView(bytes).each([&](const Fact& fact) { total += fact.value.size(); });
    RC_ASSERT(total <= bytes.size());
  });
}

TEST(Record, WhatIsWrittenIsReadBack) {
  rc::check([](const std::vector<std::pair<std::uint8_t, std::string>>& facts) {
    RecordBuilder builder;
    std::vector<std::pair<std::uint8_t, std::string>> wanted;
    for (const auto& [number, value] : facts) {
      const auto n = static_cast<std::uint8_t>(number % 48 + 1);
      builder.set(static_cast<Attribute>(n), value);
      if (!value.empty()) wanted.emplace_back(n, value);
    }
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    const std::string bytes = builder.bytes();
    std::vector<std::pair<std::uint8_t, std::string>> read;
    RecordView(bytes).each([&](const Fact& fact) {
      read.emplace_back(static_cast<std::uint8_t>(fact.attribute), std::string(fact.value));
    });
    RC_ASSERT(read == wanted);
  });
}

}  // namespace
}  // namespace rettesnor::core
