// What can be said of a source as a whole.
#include "core/snapshot.h"

#include <algorithm>

namespace rettesnor::core {

std::optional<Timestamp> SnapshotSource::oldest_data() const {
  std::optional<Timestamp> oldest;
  for (std::size_t c = 0; c < completeness.size(); ++c) {
    if (completeness[c] == Completeness::not_read) continue;
    if (!data_from[c]) return std::nullopt;
    oldest = oldest ? std::min(*oldest, *data_from[c]) : *data_from[c];
  }
  return oldest;
}

}  // namespace rettesnor::core
