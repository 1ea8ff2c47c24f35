// Which values a threshold may have.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rettesnor::policies {

struct ThresholdRange {
  std::int64_t least;
  std::int64_t most;
};
/// Empty when there is no threshold of that name.
std::optional<ThresholdRange> threshold_range(std::string_view name);

}  // namespace rettesnor::policies
