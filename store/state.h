// What an open Store holds, shared by the files that implement it.
#pragma once

#include <string>

#include "store/database.h"
#include "store/store.h"

namespace rettesnor::store {

struct Store::State {
  std::string path;
  Connection connection;
};

}  // namespace rettesnor::store
