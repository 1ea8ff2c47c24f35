// The oracle: the program finds exactly what was planted in the town, and is silent about the rest.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "tests/support/town_program.h"

namespace rettesnor::test {
namespace {

using nlohmann::json;

struct Key {
  std::string code, subject, object, rule;
  friend auto operator<=>(const Key&, const Key&) = default;
};

std::string text(const json& object, const char* name) {
  return object.contains(name) && object[name].is_string() ? object[name].get<std::string>() : "";
}

Key key_of_planted(const json& row) {
  return {text(row, "code"), text(row, "subject"), text(row, "object"), text(row, "rule")};
}

Key key_of_found(const json& row) {
  const auto ref = [&](const char* name) {
    return row[name].is_null() ? "" : text(row[name], "ref");
  };
  return {text(row, "code"), ref("subject"), ref("object"), text(row, "rule")};
}

class TownOracle : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const TownProgram town;
    town.walk();
    oracle_ = new json(json::parse(read_file(town.path() / "expected.json")));
    const json exported = json::parse(town.exported());
    found_ = new std::map<Key, json>;
    for (const json& row : exported["findings"]) found_->emplace(key_of_found(row), row);
  }
  static void TearDownTestSuite() {
    delete oracle_;
    delete found_;
  }
  /// Rules that the oracle leaves empty may be named by the program.
  static const json* find(const Key& wanted) {
    for (const auto& [key, row] : *found_) {
      if (key.code == wanted.code && key.subject == wanted.subject && key.object == wanted.object &&
          (wanted.rule.empty() || key.rule == wanted.rule)) {
        return &row;
      }
    }
    return nullptr;
  }
  static inline json* oracle_ = nullptr;
  static inline std::map<Key, json>* found_ = nullptr;
};

TEST_F(TownOracle, EveryPlantedAnomalyIsFound) {
  std::size_t missed = 0;
  for (const json& row : (*oracle_)["findings"]) {
    if (find(key_of_planted(row))) continue;
    ++missed;
    EXPECT_FALSE(row["star"].get<bool>()) << "a ★ anomaly is not found: " << row.dump();
    ADD_FAILURE() << "not found: " << row.dump();
  }
  EXPECT_EQ(missed, 0u);
}

TEST_F(TownOracle, NothingElseIsFound) {
  std::set<std::tuple<std::string, std::string, std::string>> planted;
  for (const json& row : (*oracle_)["findings"]) {
    const Key key = key_of_planted(row);
    planted.emplace(key.code, key.subject, key.object);
  }
  for (const auto& [key, row] : *found_) {
    EXPECT_TRUE(planted.contains({key.code, key.subject, key.object}))
        << "nobody planted " << key.code << " " << key.subject << " " << key.object << ": "
        << text(row, "sentence");
  }
  EXPECT_EQ(found_->size(), (*oracle_)["findings"].size());
}

TEST_F(TownOracle, SeverityPathAndCoverAreAsPlanted) {
  for (const json& row : (*oracle_)["findings"]) {
    const json* found = find(key_of_planted(row));
    if (!found) continue;
    EXPECT_EQ(text(*found, "severity"), text(row, "severity")) << row.dump();
    EXPECT_EQ(!text(*found, "covered_by").empty(), row.value("covered", false)) << row.dump();
    for (const json& path : row.value("paths", json::array())) {
      const auto& paths = (*found)["paths"];
      const bool there = std::any_of(paths.begin(), paths.end(), [&](const json& candidate) {
        std::vector<std::string> refs;
        for (const json& step : candidate) refs.push_back(text(step, "ref"));
        return json(refs) == path;
      });
      EXPECT_TRUE(there) << "path " << path.dump() << " is not among " << paths.dump();
    }
  }
}

TEST_F(TownOracle, EveryNegativeControlIsSilent) {
  ASSERT_GE((*oracle_)["controls"].size(), 16u);
  for (const json& control : (*oracle_)["controls"]) {
    for (const json& never : control["never"]) {
      for (const auto& [key, row] : *found_) {
        EXPECT_FALSE(key.code == text(never, "code") && key.subject == text(never, "subject") &&
                     text(row, "covered_by").empty())
            << text(control, "id") << ": " << row.dump();
      }
    }
  }
}

TEST_F(TownOracle, EveryAnomalyIsPlantedOrWaitsForAReason) {
  std::set<std::string> seen;
  for (const json& row : (*oracle_)["findings"]) seen.insert(text(row, "anomaly").substr(0, 3));
  for (const json& row : (*oracle_)["waiting"]) {
    EXPECT_FALSE(text(row, "reason").empty());
    seen.insert(text(row, "anomaly").substr(0, 3));
  }
  for (const json& row : (*oracle_)["silent"]) {  // planted, but the right answer is no finding
    EXPECT_FALSE(text(row, "reason").empty());
    seen.insert(text(row, "anomaly").substr(0, 3));
  }
  for (int number = 1; number <= 54; ++number) {
    char name[8];
    std::snprintf(name, sizeof name, "A%02d", number);
    EXPECT_TRUE(seen.contains(name)) << name << " is neither planted nor waiting";
  }
}

}  // namespace
}  // namespace rettesnor::test
