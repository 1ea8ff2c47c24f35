// Between which readings a moment lies, for one system or for all.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace rettesnor::store {

struct ReadingSpan {
  std::optional<core::Timestamp> before;  ///< the oldest of the newest readings by then; empty: one
                                          ///< source was not read by then
  std::optional<core::Timestamp> after;   ///< the newest of the first readings after it
  std::optional<core::Timestamp> settled;  ///< when all of those were history
};

/// Of the sources of `system`; of every source when none speaks for it.
ReadingSpan span_around(const std::vector<ReadingsAround>& readings, std::string_view system);

/// Was anything read by then?
bool is_known(const std::vector<ReadingsAround>& readings);
/// The first reading after the moment, of any source.
std::optional<core::Timestamp> first_after(const std::vector<ReadingsAround>& readings);

}  // namespace rettesnor::store
