// "Did you mean …?" for a name that nobody knows.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rettesnor::policies {

/// The known name with the fewest changed letters (a swap of two neighbours is one change),
/// compared folded; nothing when even that one is too far off to be meant. Ties: the first.
std::optional<std::string> closest_name(std::string_view name, std::span<const std::string> known);

/// "; did you mean `x`?" or nothing.
std::string suggestion(std::string_view name, std::span<const std::string> known);

}  // namespace rettesnor::policies
