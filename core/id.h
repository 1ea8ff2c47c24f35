// Strong identifiers: two ids of different things never compare, and none is made by accident.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <limits>

namespace rettesnor::core {

/// A number with a tag. `Id<A>` and `Id<B>` do not convert into one another or into integers.
template <class Tag, class Number = std::int64_t>
struct Id {
  Number value;

  constexpr explicit Id(Number v) : value(v) {}
  friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

/// A row of the store's `pull` table; grows with time over all sources.
using PullId = Id<struct PullTag>;
/// A row of the store's `source` table.
using SourceId = Id<struct SourceTag>;
/// A row of the store's `object` table: one person, account, entitlement, … for ever.
using ObjectId = Id<struct ObjectTag>;

/// A position in a dense array. Plain 32-bit numbers: the arrays that hold them are many millions
/// long, and each array's comment names what it points into.
using Index = std::uint32_t;
inline constexpr Index kNone = std::numeric_limits<Index>::max();

}  // namespace rettesnor::core

template <class Tag, class Number>
struct std::hash<rettesnor::core::Id<Tag, Number>> {
  std::size_t operator()(const rettesnor::core::Id<Tag, Number>& id) const noexcept {
    return std::hash<Number>{}(id.value);
  }
};
