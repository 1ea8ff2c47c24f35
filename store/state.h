// What an open Store holds, shared by the files that implement it.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "store/bookkeeping.h"
#include "store/database.h"
#include "store/log/log_mirror.h"
#include "store/log/write.h"
#include "store/store.h"

namespace rettesnor::store {

struct Store::State {
  std::string path;
  Connection connection;
  LogMirror mirror;
  /// Held for the whole of every call of Store; recursive, because a call may use another.
  std::recursive_mutex mutex = {};

  /// Why nothing is written. With a mutex of its own, so that pages need not wait for a reading.
  std::optional<core::Error> stopped = {};
  mutable std::mutex stopped_mutex = {};

  std::optional<core::Error> why_stopped() const {
    const std::lock_guard lock(stopped_mutex);
    return stopped;
  }
  void set_stopped(std::optional<core::Error> why) {
    const std::lock_guard lock(stopped_mutex);
    stopped = std::move(why);
  }
  core::Result<Write> begin_write() {
    if (auto why = why_stopped()) return tl::unexpected(*std::move(why));
    return Write::begin(connection, mirror);
  }
  core::Result<Bookkeeping> begin_bookkeeping() const {
    if (auto why = why_stopped()) return tl::unexpected(*std::move(why));
    return Bookkeeping::begin(connection);
  }
};

}  // namespace rettesnor::store
