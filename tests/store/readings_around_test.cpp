// Between which readings a moment lies.
#include "store/history/readings_around.h"

#include "tests/store/store_words.h"

namespace rettesnor::store {
namespace {

using ReadingsAroundMoment = StoreTest;

TEST_F(ReadingsAroundMoment, TheNewestByThenAndTheFirstAfter) {
  Store store = open();
  for (const int hours : {1, 5, 9}) applied(store, Told(hours).account("ada"));
  const auto at_hours = [&](int hours) {
    return span_around(*store.readings_around(at(hours)), "Kataloget");
  };
  EXPECT_FALSE(at_hours(0).before.has_value());
  EXPECT_EQ(at_hours(0).after, at(1));
  EXPECT_EQ(at_hours(1).before, at(1));
  EXPECT_EQ(at_hours(6).before, at(5));
  EXPECT_EQ(at_hours(6).after, at(9));
  EXPECT_EQ(at_hours(9).before, at(9));
  EXPECT_FALSE(at_hours(9).after.has_value()) << "what happened since is not known";
  EXPECT_FALSE(is_known(*store.readings_around(at(0))));
  EXPECT_EQ(first_after(*store.readings_around(at(0))), at(1));
}

TEST_F(ReadingsAroundMoment, OneSystemsOwnOrTheWidestOfAll) {
  Store store = open();
  for (const int hours : {1, 9}) applied(store, Told(hours).account("ada"));
  for (const int hours : {3, 7}) applied(store, Told(hours, kPayroll).account("bo"), kPayroll);
  const auto readings = *store.readings_around(at(4));
  EXPECT_EQ(span_around(readings, "Loen").before, at(3));
  EXPECT_EQ(span_around(readings, "Loen").after, at(7));
  EXPECT_EQ(span_around(readings, "unread system").before, at(1));
  EXPECT_EQ(span_around(readings, "unread system").after, at(9));
  EXPECT_FALSE(span_around(*store.readings_around(at(2)), "").before.has_value())
      << "one source was not read by then";
}

TEST_F(ReadingsAroundMoment, AFailureAndWhatWaitsAreNoReadings) {
  Store store = open();
  applied(store, Told(1).accounts("a", 0, 100));
  ASSERT_TRUE(store.record_failure(kCatalogue, at(3), "no answer").has_value());
  Told few(5);
  applied(store, few.accounts("a", 0, 10));
  const auto span = span_around(*store.readings_around(at(2)), "Kataloget");
  EXPECT_EQ(span.before, at(1));
  EXPECT_FALSE(span.after.has_value());
}

}  // namespace
}  // namespace rettesnor::store
