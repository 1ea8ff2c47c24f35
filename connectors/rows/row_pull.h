// Puts the tables of one source together into a Pull whose completeness is the truth.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "connectors/rows/feed.h"
#include "connectors/rows/row_mapping.h"
#include "connectors/rows/row_table.h"
#include "core/pull.h"

namespace rettesnor::connectors {

/// A feed and its mapping, both borrowed: what it said, or why nothing of it is believed.
struct RowOutcome {
  const Feed* feed;
  const RowMapping* mapping;
  core::Result<RowTable> table;
};

/// Rules, in order:
/// - A class is complete when every feed of it was read to its end and every row of it had a
///   readable key; otherwise partial, with a gap that names the place.
/// - A bad row with a readable key is held, with what could be read of it: history keeps what it
///   knew of that object. So is a row with a deciding value from a column that is not believed.
/// - Rows of one class with one key: equal rows count once; different rows are all set aside and
///   held, unless the newest counts. Two employments with one employee number likewise. Two keys
///   that only folding makes one are set aside and a hole. (Of grants the membership stays: all
///   such rows tell it.)
/// - References are resolved folded and written as the object's own key. What only the folding made
///   equal is noted once a column.
/// - Capacities tell of persons: for each attribute the first row that tells it counts, in the
///   order person feed, employments, mandates, engagements, and by key within each; another word
///   from a later row is noted.
/// - The members of an entitlement are complete when every grant feed is, unless a row about that
///   entitlement could not be read or names a member that nobody knows. A grant of an unknown
///   entitlement is a hole in its account's rights; one that fits nothing at all, in every list.
/// `notes` of the pull say what was read otherwise than it stands.
core::Pull assemble_row_pull(const RowRules& rules, core::Timestamp now,
                             const std::vector<RowOutcome>& outcomes);

}  // namespace rettesnor::connectors
