// A file that proves what was done by hand on an order.
#pragma once

#include <cstdint>
#include <string>

#include "core/id.h"
#include "core/order.h"
#include "core/time.h"

namespace rettesnor::core {

inline constexpr std::size_t kLargestOrderFile = std::size_t{5} * 1024 * 1024;  ///< bytes

/// Append-only: belongs to the act that it proves, and never changes.
struct OrderFile {
  OrderId order{0};
  std::int64_t step = 0;   ///< OrderStep::number
  std::string name;        ///< safe to save under
  std::string media_type;  ///< "image/png", "image/jpeg", "application/pdf" or "text/plain"
  std::string sha256;      ///< of the bytes, in lower-case hex
  std::int64_t size = 0;   ///< bytes
  std::string by;          ///< Thing::key of the person who attached it
  Timestamp at;
  std::string bytes;  ///< empty in lists
};

}  // namespace rettesnor::core
