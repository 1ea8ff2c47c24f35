// How old a source's data are, and whether that is too old. Not when we looked.
#pragma once

#include <cstdint>
#include <optional>

#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

/// The system's own limit, or the policy's `sync_stale_hours`.
std::int64_t stale_after_hours(const AccessGraph& graph, const core::SnapshotSource& source);

/// The newest reading that became history is older than the limit, or there is none.
bool is_unread(const AccessGraph& graph, const core::SnapshotSource& source);

/// The source was read, and some of what it tells is older than the limit, or of no known moment.
bool is_old(const AccessGraph& graph, const core::SnapshotSource& source);

/// The oldest moment that any source tells of; empty when one is unknown or nothing was read.
std::optional<Timestamp> oldest_data(const core::Snapshot& snapshot);

}  // namespace rettesnor::reconcile
