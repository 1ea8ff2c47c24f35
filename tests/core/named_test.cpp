// Names of enums' values: both ways, and complete.
#include "core/named.h"

#include <gtest/gtest.h>

#include <cstdint>

#include "core/campaign.h"
#include "core/order.h"
#include "core/record.h"

namespace rettesnor::core {

enum class Colour : std::uint8_t { red = 1, green = 2, blue = 3 };
constexpr auto names_for(const Colour*) {
  using enum Colour;
  return std::to_array<Named<Colour>>({{red, "red"}, {green, "grass"}, {blue, "blue"}});
}

namespace {

TEST(Named, IsReadBothWays) {
  static_assert(name_of(Colour::green) == "grass");
  static_assert(value_named<Colour>("blue") == Colour::blue);
  EXPECT_EQ(value_named<Colour>("green"), std::nullopt);
  EXPECT_EQ(name_of(static_cast<Colour>(9)), "");
  EXPECT_EQ(kSpelled<Colour>[1], "grass");
}

TEST(Named, AValueWithoutANameIsSeen) {
  constexpr auto kTwo = std::to_array<Named<Colour>>({{Colour::red, "red"}, {Colour::green, "g"}});
  static_assert(!named::are_all_there(kTwo, std::make_index_sequence<6>()));
  static_assert(named::are_all_there(kNames<Colour>, std::make_index_sequence<6>()));
}

template <NamedEnum E>
void names_are_each_read_as_their_value() {
  for (const auto& [value, name] : kNames<E>) EXPECT_EQ(value_named<E>(name), value) << name;
}

TEST(Named, EveryNameIsTheNameOfOneValue) {
  names_are_each_read_as_their_value<Answer>();
  names_are_each_read_as_their_value<Attribute>();
  names_are_each_read_as_their_value<ObjectClass>();
  names_are_each_read_as_their_value<OrderAct>();
  names_are_each_read_as_their_value<OrderStep::Kind>();
}

}  // namespace
}  // namespace rettesnor::core
