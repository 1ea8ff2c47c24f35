// A generated municipality of 6,000 employees: what was planted is found, and next to nothing else.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "tests/support/places.h"
#include "tests/support/scratch.h"
#include "tests/support/town_program.h"

namespace rettesnor::test {
namespace {

using nlohmann::json;
using Planted = std::tuple<std::string, std::string, std::string>;  // code, subject, object

std::string ref_of(const json& thing) {
  return thing.is_null() ? "" : thing.value("ref", "");
}

class GeneratedTown : public testing::TestWithParam<int> {};

TEST_P(GeneratedTown, IsSeenThrough) {
  const ScratchFolder folder;
  const std::string town = folder.file("town");
  const Ran made = run({test::built_path("fixtures/generate_town").string(), "--employees", "6000",
                        "--seed", std::to_string(GetParam()), "--out", town});
  ASSERT_EQ(made.exit_code, 0) << made.err;
  date_files(town, town_moment() - std::chrono::hours(1));
  const auto program = [&](std::vector<std::string> words) {
    std::vector<std::string> argv{test::built_path("cli/rettesnor").string(), "--settings",
                                  town + "/rettesnor.toml", "--now", std::string(kTownNow)};
    argv.insert(argv.end(), words.begin(), words.end());
    const Ran ran = run(argv);
    EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
    return ran.out;
  };
  program({"sync"});
  program({"reconcile"});
  const json oracle = json::parse(read_file(town + "/expected.json"));
  const json exported = json::parse(program({"findings", "export", "--json"}));

  std::set<Planted> planted, found;
  std::set<Planted> starred;
  for (const json& row : oracle["findings"]) {
    const Planted key{row["code"], row["subject"], row["object"]};
    planted.insert(key);
    if (row["star"].get<bool>()) starred.insert(key);
  }
  for (const json& row : exported["findings"]) {
    found.emplace(row["code"], ref_of(row["subject"]), ref_of(row["object"]));
  }
  ASSERT_GT(planted.size(), 200U);
  double hits = 0;
  for (const Planted& key : planted) {
    const bool hit = found.contains(key);
    hits += hit ? 1 : 0;
    EXPECT_TRUE(hit || !starred.contains(key)) << std::get<0>(key) << " " << std::get<1>(key);
  }
  EXPECT_GE(hits / static_cast<double>(planted.size()), 0.98) << "recall";
  EXPECT_GE(hits / static_cast<double>(found.size()), 0.99) << "precision";
  std::printf("%zu planted, %zu found, %.0f of them planted\n", planted.size(), found.size(), hits);
}

INSTANTIATE_TEST_SUITE_P(Seeds, GeneratedTown, testing::Values(1, 2, 3));

}  // namespace
}  // namespace rettesnor::test
