// A whole pull as bytes and back, in parts, so that one can wait in quarantine.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/pull.h"
#include "core/result.h"

namespace rettesnor::store {

/// Hands the bytes on in parts of a few MiB; stops at the first failure of `sink`.
core::Result<void> write_pull(const core::Pull& pull,
                              const std::function<core::Result<void>(std::string_view)>& sink);

/// Returns the next part, empty after the last one.
using PartSource = std::function<core::Result<std::string>()>;
/// corrupt when the bytes are not what write_pull wrote; unsupported for a newer format.
core::Result<core::Pull> read_pull(const PartSource& next_part);

}  // namespace rettesnor::store
