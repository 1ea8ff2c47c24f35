// The only test source that knows the folders, so that all others compile alike in any folder.
#include "tests/support/places.h"

namespace rettesnor::test {

std::filesystem::path source_path(std::string_view relative) {
  return std::filesystem::path(RETTESNOR_SOURCE_DIR) / relative;
}

std::filesystem::path built_path(std::string_view relative) {
  return std::filesystem::path(RETTESNOR_BINARY_DIR) / relative;
}

}  // namespace rettesnor::test
