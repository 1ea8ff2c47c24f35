// Order of what a source tells plays no part: a hundred shuffles, the same bytes.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <sstream>

#include "tests/support/town_program.h"

namespace rettesnor::test {
namespace {

std::vector<std::string> pieces_of(const std::string& text, const std::string& separator) {
  std::vector<std::string> pieces;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = text.find(separator, at);
    const auto stop = end == std::string::npos ? text.size() : end + separator.size();
    pieces.push_back(text.substr(at, stop - at));
    at = stop;
  }
  return pieces;
}

/// Rows of a CSV (all but its head) and records of an LDIF, in another order. A file with planted
/// bad rows keeps its order: a finding names the lines they stand on.
void shuffle_files(const std::filesystem::path& folder, std::mt19937& random) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const auto& file = entry.path();
    if (file.filename() == "ansatte.csv") continue;
    const bool ldif = file.extension() == ".ldif";
    if (!ldif && file.extension() != ".csv") continue;
    std::string text = read_file(file);
    const bool crlf = text.find("\r\n") != std::string::npos;
    const std::string end = crlf ? "\r\n" : "\n";
    const std::string separator = ldif ? end + end : end;
    if (!text.ends_with(separator)) text += text.ends_with(end) ? end : separator;
    auto pieces = pieces_of(text, separator);
    // An LDIF may open with "version: 1" in its first record; a CSV always opens with its head.
    const bool has_head = !ldif || pieces.front().rfind("dn", 0) != 0;
    std::shuffle(pieces.begin() + (has_head ? 1 : 0), pieces.end(), random);
    std::string out;
    for (const auto& piece : pieces) out += piece;
    write_file(file, out);
  }
}

TEST(Town, AHundredShufflesGiveTheSameFindings) {
  std::string wanted;
  {
    const TownProgram town;
    town.walk();
    wanted = town.exported();
  }
  ASSERT_GT(wanted.size(), 10'000u);
  std::mt19937 random(7);
  for (int round = 0; round < 100; ++round) {
    const TownProgram town;
    shuffle_files(town.path(), random);
    date_town(town.path());
    town.walk();
    ASSERT_EQ(town.exported(), wanted) << "round " << round;
  }
}

TEST(Town, TheSameWalkTwiceGivesTheSameBytes) {
  const TownProgram town;
  town.walk();
  const std::string once = town.exported();
  ASSERT_EQ(town.run({"reconcile"}).exit_code, 0);
  EXPECT_EQ(town.exported(), once);
}

}  // namespace
}  // namespace rettesnor::test
