// The moment at which the bench stands, its zone, and results that must be there.
#pragma once

#include <cstdlib>
#include <iostream>
#include <type_traits>
#include <utility>

#include "core/result.h"
#include "core/time.h"

namespace rettesnor::bench {

inline const core::Timestamp kNow = *core::parse_timestamp("2026-11-02T07:00:00Z");

inline const core::LocalZone& zone() {
  static const core::LocalZone kZone = core::LocalZone::named("Europe/Copenhagen").value();
  return kZone;
}

/// Ends the program with the reason when there is no result.
template <class T>
T must(core::Result<T> result) {
  if (!result) {
    std::cerr << result.error().message << '\n';
    std::exit(1);
  }
  if constexpr (!std::is_void_v<T>) return std::move(result).value();
}

}  // namespace rettesnor::bench
