// What people were told of before: rows that are gone, and units and titles that were told
// otherwise.
#pragma once

#include <vector>

#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

/// Units, people and what they do that whole readings no longer held; in the snapshot's order.
std::vector<RememberedObject> remembered_people(const core::Snapshot& snapshot);

/// Position in `remembered`, ordered as remembered_people() orders; kNone when there is none.
Index find_remembered(const std::vector<RememberedObject>& remembered, Index source,
                      core::ObjectClass c, std::string_view natural_id);

/// An employment that is still told, as it was until `gone`: in another unit, or with another
/// title. What differs in case or spelling of blanks alone is no other.
struct FormerState {
  Index object;  ///< into Snapshot::objects
  std::string_view unit;
  std::string_view title;
  Timestamp gone;  ///< the reading that told it otherwise
};
/// By (object, gone), the newest first in each.
std::vector<FormerState> former_states(const core::Snapshot& snapshot);

}  // namespace rettesnor::reconcile
