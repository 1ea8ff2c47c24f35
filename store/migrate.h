// Brings a database forward to the newest schema, one transaction for each step.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "store/database.h"

namespace rettesnor::store {

/// Name and text, in order; the first brings user_version from 0 to 1.
using Migrations = std::vector<std::pair<std::string_view, std::string_view>>;

/// Those that are built into the program.
Migrations embedded_migrations();

/// A database that is newer than the last migration is refused (unsupported) and not touched.
core::Result<void> migrate(const Connection& connection, const Migrations& migrations,
                           const std::string& path);

}  // namespace rettesnor::store
