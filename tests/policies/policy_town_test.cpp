// The fixture town's own policies and settings are read without one complaint.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "policies/read_policy.h"
#include "policies/settings.h"
#include "tests/support/places.h"

namespace rettesnor::policies {
namespace {

const std::string kTownFolder = test::source_path("fixtures/town").string();

TEST(PolicyTown, ItsPoliciesAreUsable) {
  const auto reading = read_policy(kTownFolder + "/policies");
  ASSERT_TRUE(reading) << reading.error().message;
  for (const auto& complaint : reading->complaints) {
    EXPECT_NE(complaint.weight, Complaint::Weight::error) << show(complaint);
  }
  EXPECT_TRUE(reading->usable());
  EXPECT_GT(reading->policy.roles.size(), 5U);
  EXPECT_GT(reading->policy.sod_rules.size(), 3U);
}

TEST(PolicyTown, ItsSettingsAreUsable) {
  for (const char* file : {"/rettesnor.toml", "/rettesnor-2026-10-26.toml"}) {
    const auto settings = read_settings(kTownFolder + file);
    ASSERT_TRUE(settings) << settings.error().message;
    EXPECT_EQ(settings->sources.size(), 17U);
    ASSERT_NE(settings->source_named("HR"), nullptr);
    EXPECT_EQ(settings->source_named("HR")->values->at("delimiter"), ";");
  }
}

}  // namespace
}  // namespace rettesnor::policies
