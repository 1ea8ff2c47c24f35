// The names of an enum's values: one table for each enum, read both ways.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace rettesnor::core {

template <class E>
struct Named {
  E value;
  std::string_view name;
};

/// An enum that has its table beside it, in its own namespace:
///   constexpr auto names_for(const Colour*) {
///     return std::to_array<core::Named<Colour>>({{Colour::red, "red"}, …});
///   }
template <class E>
concept NamedEnum = std::is_enum_v<E> && requires {
  names_for(static_cast<const E*>(nullptr));
};

namespace named {

template <class E, E value>
constexpr bool is_enumerator() {
  // The compiler spells a number that is no enumerator as a cast: "(Colour)7".
  return std::string_view(__PRETTY_FUNCTION__).find(" = (") == std::string_view::npos;
}

template <class E, std::size_t N, std::size_t... numbers>
constexpr bool are_all_there(const std::array<Named<E>, N>& table,
                             std::index_sequence<numbers...>) {
  const auto is_named = [&](E value) {
    for (const auto& row : table) {
      if (row.value == value) return true;
    }
    return false;
  };
  return ((!is_enumerator<E, static_cast<E>(numbers)>() || is_named(static_cast<E>(numbers))) &&
          ...);
}

template <class E>
constexpr auto checked() {
  constexpr auto kTable = names_for(static_cast<const E*>(nullptr));
  static_assert(are_all_there(kTable, std::make_index_sequence<kTable.size() + 4>()),
                "a value of the enum has no name");
  return kTable;
}

}  // namespace named

/// Every value once, in the order of the table.
template <NamedEnum E>
inline constexpr auto kNames = named::checked<E>();

/// The names alone, in the same order.
template <NamedEnum E>
inline constexpr auto kSpelled = [] {
  std::array<std::string_view, kNames<E>.size()> names{};
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = kNames<E>[i].name;
  return names;
}();

/// Empty for a number that is none of the enum's values.
template <NamedEnum E>
constexpr std::string_view name_of(E value) {
  for (const Named<E>& row : kNames<E>) {
    if (row.value == value) return row.name;
  }
  return {};
}

template <NamedEnum E>
constexpr std::optional<E> value_named(std::string_view name) {
  for (const Named<E>& row : kNames<E>) {
    if (row.name == name) return row.value;
  }
  return std::nullopt;
}

}  // namespace rettesnor::core
