// The diff of a rewritten file is read before it is committed.
#include "tests/support/golden.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "tests/support/places.h"
#include "tests/support/scratch.h"

namespace rettesnor::test {

void expect_golden(std::string_view seen, std::string_view file) {
  const auto path = source_path(file);
  if (std::getenv("UPDATE_GOLDENS") != nullptr) {
    std::filesystem::create_directories(path.parent_path());
    write_file(path, seen);
  }
  ASSERT_TRUE(std::filesystem::exists(path))
      << file << ": no such file; run with UPDATE_GOLDENS=1 and read it";
  EXPECT_EQ(std::string(seen), read_file(path)) << file;
}

}  // namespace rettesnor::test
