// A finding as canonical bytes and back: the same finding gives the same bytes.
#pragma once

#include <string>
#include <string_view>

#include "core/finding.h"
#include "core/result.h"

namespace rettesnor::store {

/// Appends the bytes of `finding` to `out`.
void write_finding(const core::Finding& finding, std::string& out);
/// corrupt for anything that write_finding did not write; unsupported for a newer format.
core::Result<core::Finding> read_finding(std::string_view bytes);

}  // namespace rettesnor::store
