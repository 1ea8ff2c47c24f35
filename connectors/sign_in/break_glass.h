// The emergency account: a password that is kept as an Argon2id hash in a file of its own.
#pragma once

#include <string>

#include "core/result.h"
#include "core/secret.h"

namespace rettesnor::connectors {

inline constexpr std::size_t kLeastBreakGlass = 16;  ///< characters of such a password

/// Replaces the file as a whole, with mode 0400. invalid_input for a password that is too short.
core::Result<void> write_break_glass(const std::string& file, const core::Secret& password);

/// Ok when it is the password. unauthorized when it is not; other errors when the file cannot be
/// used (also when others may read it). Takes about a tenth of a second and 64 MiB, and one at a
/// time: unreachable when another try is under way.
core::Result<void> prove_break_glass(const std::string& file, const core::Secret& password);

}  // namespace rettesnor::connectors
