// Runs all tests of a program or, with RETTESNOR_TEST_FILE=NAME, those of one file: ctest lets the
// files of a program run beside each other, and a suite with its servers stays in one of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

namespace {

/// "Suite.Name:Suite.Name…" of the tests that stand in `file`.
std::string tests_of(std::string_view file) {
  std::string filter;
  const testing::UnitTest& all = *testing::UnitTest::GetInstance();
  for (int s = 0; s < all.total_test_suite_count(); ++s) {
    const testing::TestSuite& suite = *all.GetTestSuite(s);
    for (int t = 0; t < suite.total_test_count(); ++t) {
      const testing::TestInfo& test = *suite.GetTestInfo(t);
      const std::string_view path = test.file();
      if (path.substr(path.rfind('/') + 1) != file) continue;
      filter += std::string(filter.empty() ? "" : ":") + suite.name() + "." + test.name();
    }
  }
  return filter;
}

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleMock(&argc, argv);
  if (const char* file = std::getenv("RETTESNOR_TEST_FILE")) {
    const std::string filter = tests_of(file);
    if (filter.empty()) {
      std::cerr << "no test stands in " << file << '\n';
      return 2;
    }
    GTEST_FLAG_SET(filter, filter);
  }
  return RUN_ALL_TESTS();
}
