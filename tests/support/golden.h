// Compares bytes with a file of the tree; UPDATE_GOLDENS=1 rewrites the file instead.
#pragma once

#include <string_view>

namespace rettesnor::test {

/// A failure of the running test when `file` (relative to the sources) is not there or holds
/// something else.
void expect_golden(std::string_view seen, std::string_view file);

}  // namespace rettesnor::test
