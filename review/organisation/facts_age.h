// How old the facts are that a page shows.
#pragma once

#include <cstdint>

#include "core/time.h"

namespace rettesnor::review {

struct Moment;

/// How old the oldest is of what a page shows.
struct DataAge {
  enum class Known : std::uint8_t {
    unread,   ///< no source was read yet
    unknown,  ///< some data are of no known moment
    from,     ///< `from` is the oldest moment
  } known = Known::unread;
  core::Timestamp from{};
};
/// Null: nothing was read.
DataAge age_of_data(const Moment* moment);

}  // namespace rettesnor::review
