// Whether the machine's clock can be believed, by what was written under it before.
#pragma once

#include <optional>

#include "core/time.h"
#include "store/database.h"
#include "store/store.h"

namespace rettesnor::store {

/// Before the newest event or reading by more than this, or after it by more than that, is a leap.
inline constexpr std::chrono::minutes kMostBack{5};
inline constexpr std::chrono::hours kMostAhead{24 * 60};

/// Empty when `now` fits, and when nothing was ever written.
core::Result<std::optional<ClockLeap>> clock_leap(const Reader& reader, core::Timestamp now);

}  // namespace rettesnor::store
