// Where the tests find the sources and what was built from them.
#pragma once

#include <filesystem>
#include <string_view>

namespace rettesnor::test {

/// "fixtures/town" in the source folder.
std::filesystem::path source_path(std::string_view relative);
/// "cli/rettesnor" in the build folder.
std::filesystem::path built_path(std::string_view relative);

}  // namespace rettesnor::test
