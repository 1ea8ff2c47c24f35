// Reads a number that is the whole of a text.
#pragma once

#include <charconv>
#include <limits>
#include <optional>
#include <string_view>

namespace rettesnor::core {

/// Decimal, with "-" before it when `Number` has a sign. Nothing for anything else: an empty text,
/// blanks, "+", something behind it, a number that does not fit or is not from `least` to `most`.
template <class Number>
std::optional<Number> number_in(std::string_view text,
                                Number least = std::numeric_limits<Number>::lowest(),
                                Number most = std::numeric_limits<Number>::max()) {
  Number number{};
  const char* const end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, number);
  if (problem != std::errc{} || stop != end || !(number >= least && number <= most)) {
    return std::nullopt;
  }
  return number;
}

}  // namespace rettesnor::core
