// The fixture town's csv sources are read whole, and the hostile one does no harm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "connectors/registry.h"
#include "policies/settings.h"
#include "policies/settings_schema.h"
#include "tests/connectors/csv_town.h"
#include "tests/support/places.h"

namespace rettesnor::connectors::testing {
namespace {

const std::string kFixtures = test::source_path("fixtures").string() + "/";

core::Pull read_source(const policies::Settings& settings,
                       const policies::Settings::Source& source) {
  auto connector =
      make_connector({source.name, source.kind, source.system, settings.folder, source.values});
  if (!connector) throw std::runtime_error(connector.error().message);
  auto pull = (*connector)->read({kNow, {}});
  if (!pull) throw std::runtime_error(pull.error().message);
  return std::move(*pull);
}

TEST(CsvFixtures, EverySourceOfTheTownIsReadToItsEnd) {
  const auto settings = policies::read_settings(kFixtures + "town/rettesnor.toml");
  ASSERT_TRUE(settings) << settings.error().message;
  std::size_t persons = 0;
  std::vector<std::string> asides;
  for (const auto& source : settings->sources) {
    if (source.kind != "csv") continue;
    const auto pull = read_source(*settings, source);
    EXPECT_GT(pull.size(), 0U) << source.name;
    // One planted name is in another encoding than its file.
    for (const auto& gap : pull.gaps()) {
      EXPECT_EQ(source.name + " " + gap.object, "hr P0905");
      EXPECT_EQ(gap.list, core::ListKind::attributes);
    }
    for (const ObjectClass c : core::kAllObjectClasses) {
      EXPECT_NE(pull.completeness(c), Completeness::partial) << source.name;
    }
    for (const auto& row : rejected(pull)) asides.push_back(source.name + " " + row);
    persons += ids(pull, ObjectClass::person).size();
  }
  EXPECT_GT(persons, 200U);
  // The town's planted bad rows are all in the personnel system's file.
  EXPECT_FALSE(asides.empty());
  for (const auto& row : asides) EXPECT_THAT(row, ::testing::StartsWith("hr ")) << row;
}

TEST(CsvFixtures, HostileTextArrivesAsItIsAndNowhereElse) {
  const auto settings = policies::read_settings(kFixtures + "hostile/rettesnor.toml");
  ASSERT_TRUE(settings) << settings.error().message;
  const auto pull = read_source(*settings, *settings->source_named("hr"));
  EXPECT_GT(ids(pull, ObjectClass::employment).size(), 3U);
  std::size_t longest = 0;
  auto objects = objects_of(pull);
  for (const auto& [id, record] : objects[ObjectClass::person]) {
    longest = std::max(longest, core::RecordView(record).get(Attribute::name).size());
  }
  EXPECT_GE(longest, 65'536U);
  for (const auto& row : rejected(pull)) EXPECT_LT(row.size(), 1'000U) << row.substr(0, 200);
}

TEST(CsvFixtures, TheSettingsSchemaKnowsTheAttributesThatRecordsHave) {
  const auto schema = nlohmann::json::parse(policies::settings_schema());
  for (const char* key : {"columns", "constants", "values"}) {
    std::set<std::string> known;
    for (const auto& [name, unused] : schema["definitions"][key]["properties"].items())
      known.insert(name);
    std::set<std::string> real;
    for (int number = 1; number < 256; ++number) {
      const auto name = core::name_of(static_cast<Attribute>(number));
      if (core::value_named<core::Attribute>(name) == static_cast<Attribute>(number))
        real.emplace(name);
    }
    EXPECT_EQ(known, real) << key;
  }
  const auto& kinds = schema["definitions"]["source"]["properties"]["kind"]["enum"];
  EXPECT_EQ(kinds.get<std::vector<std::string>>(), known_kinds());
}

}  // namespace
}  // namespace rettesnor::connectors::testing
