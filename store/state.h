// What an open Store holds, shared by the files that implement it.
#pragma once

#include <mutex>
#include <string>

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

  core::Result<Write> begin_write() { return Write::begin(connection, mirror); }
};

}  // namespace rettesnor::store
