// A million rows are read while one waits for them.
#include <gtest/gtest.h>

#include <chrono>

#include "tests/connectors/csv_town.h"

namespace rettesnor::connectors::testing {
namespace {

TEST(CsvSpeed, TheTimeGrowsWithTheRowsAndNotFaster) {
  const auto seconds_for = [](int rows) {
    std::string bytes = kHead;
    for (int i = 0; i < rows; ++i) {
      const std::string n = std::to_string(1'000'000 + i);
      bytes += "P" + n + ";" + n + ";Navn Navnesen " + n + ";OMS;01.02.2020;;Aktiv\n";
    }
    CsvTown town;
    town.file("a.csv", bytes, employments());
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(town.read().size(), 2U * static_cast<std::size_t>(rows));
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  seconds_for(1'000);
  const double small = seconds_for(10'000);
  const double large = seconds_for(100'000);
  RecordProperty("microseconds_per_row", std::to_string(large * 10));
  EXPECT_LT(large, 10 * small * 3) << small << " s for 10,000 rows, " << large << " s for 100,000";
}

}  // namespace
}  // namespace rettesnor::connectors::testing
