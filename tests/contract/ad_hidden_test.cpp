// What a controller does not let us read, and members that are no people: held against a real one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/ad_town.h"
#include "tests/support/pull_text.h"

namespace rettesnor::test {
namespace {

using core::Attribute;
using core::Completeness;
using core::ObjectClass;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kDenyReading = "(D;;RP;;;WD)";
constexpr const char* kDenyReadingBelow = "(D;CI;RP;;;WD)";

std::string in_unit(const std::string& name, const std::string& unit) {
  return AdExport::dn("CN=" + name + ",OU=" + unit);
}

std::string category(const std::string& name) {
  return "CN=" + name + ",CN=Schema,CN=Configuration," + SambaDirectory::base_dn();
}

/// ada bo and ian in OU=Personale, ole in no group; OU=Halv below it with two more.
AdExport small_town() {
  AdExport town;
  for (const char* unit : {"OU=Personale", "OU=Halv,OU=Personale", "OU=Grupper"}) town.unit(unit);
  for (const char* login : {"ada", "bo", "ian", "ole"}) {
    town.user(login, "OU=Personale", {{"lastLogonTimestamp", ad_filetime("2026-10-20T12:00:00Z")}});
  }
  for (const char* login : {"eva", "finn"}) town.user(login, "OU=Halv,OU=Personale");
  town.group("G_Loen", "OU=Grupper", {in_unit("ada", "Personale"), in_unit("ian", "Personale")});
  town.group("G_Drift", "OU=Grupper", {in_unit("bo", "Personale")});
  return town;
}

nlohmann::json small_settings(const SambaDirectory& domain) {
  nlohmann::json settings = ad_settings(domain);
  settings["base_dns"] = {AdExport::dn("OU=Personale"), AdExport::dn("OU=Grupper")};
  return settings;
}

core::Pull small_pull(const SambaDirectory& domain, const nlohmann::json& more = {}) {
  nlohmann::json settings = small_settings(domain);
  if (!more.is_null()) settings.merge_patch(more);
  auto pull = pull_from("ad", settings);
  if (!pull) throw std::runtime_error(pull.error().message);
  return std::move(pull).value();
}

bool is_whole(const core::Pull& pull, ObjectClass c) {
  return pull.completeness(c) == Completeness::complete;
}

TEST(AdHidden, AnAccountOrAGroupThatMayNotBeReadIsAHole) {
  const std::string hidden[] = {in_unit("ian", "Personale"), in_unit("ole", "Personale"),
                                in_unit("G_Drift", "Grupper")};
  for (const std::string& dn : hidden) {
    SambaDirectory domain(small_town().ldif());
    ASSERT_TRUE(is_whole(small_pull(domain), ObjectClass::account))
        << pull_text(small_pull(domain));
    domain.delegate(dn, kDenyReading);
    const core::Pull pull = small_pull(domain);
    EXPECT_FALSE(is_whole(pull, ObjectClass::account)) << dn << pull_text(pull);
    EXPECT_FALSE(is_whole(pull, ObjectClass::entitlement)) << dn << pull_text(pull);
    EXPECT_THAT(gap_lines(pull), Contains(HasSubstr(dn)));
    if (dn == hidden[0]) {
      EXPECT_EQ(member_completeness(pull, "G_Loen"), Completeness::partial);
    }
  }
}

TEST(AdHidden, HalfAUnitThatMayNotBeReadIsAHole) {
  SambaDirectory domain(small_town().ldif());
  domain.delegate(AdExport::dn("OU=Halv,OU=Personale"), kDenyReadingBelow);
  const core::Pull pull = small_pull(domain);
  EXPECT_FALSE(is_whole(pull, ObjectClass::account)) << pull_text(pull);
  EXPECT_FALSE(is_whole(pull, ObjectClass::entitlement)) << pull_text(pull);
}

TEST(AdHidden, AWholeDomainIsReadWholeByAnOrdinaryAccount) {
  SambaDirectory domain(small_town().ldif());
  const core::Pull pull =
      small_pull(domain, {{"base_dns", {SambaDirectory::base_dn()}}, {"pull_timeout_seconds", 60}});
  EXPECT_TRUE(is_whole(pull, ObjectClass::account)) << pull_text(pull);
  EXPECT_TRUE(is_whole(pull, ObjectClass::entitlement)) << pull_text(pull);
  domain.delegate(in_unit("ole", "Personale"), kDenyReading);
  const nlohmann::json left_alone = {{"ignore_references", {in_unit("ole", "Personale")}}};
  EXPECT_TRUE(is_whole(small_pull(domain, left_alone), ObjectClass::account));
}

TEST(AdHidden, WhomAFilterLeavesOutIsToldOfAndStaysAMember) {
  SambaDirectory domain(small_town().ldif());
  const std::string filter = "(&(objectCategory=person)(objectClass=user)(!(sAMAccountName=ian)))";
  const core::Pull pull = small_pull(domain, {{"people", {{"filter", filter}}}});
  EXPECT_THAT(members_of(pull, "G_Loen"), ElementsAre("ada", "ian"));
  EXPECT_EQ(record_of(pull, find_by_login(pull, "ian")).get(Attribute::kind), "other");
  EXPECT_THAT(gap_lines(pull), Contains(HasSubstr(filter)));
  EXPECT_TRUE(is_whole(pull, ObjectClass::account)) << pull_text(pull);
  // One whom no group names is held, so that nobody counts her as gone.
  const core::Pull ole = small_pull(
      domain, {{"people", {{"filter", "(&(objectClass=user)(!(sAMAccountName=ole)))"}}}});
  EXPECT_EQ(find_by_login(ole, "ole"), core::kNone);
  ASSERT_EQ(ole.held().size(), 1U);
}

TEST(AdHidden, MachinesInDomainAdminsAreHoldersAndMailListsAreKnownAsSuch) {
  AdExport town = small_town();
  town.user("PC77$", "OU=Personale",
            {{"objectClass", "top"},
             {"objectClass", "computer"},
             {"objectCategory", category("Computer")},
             {"sAMAccountType", "805306369"},
             {"userAccountControl", "4096"},
             {"primaryGroupID", "515"}});
  town.user("gmsa$", "OU=Personale",
            {{"objectClass", "top"},
             {"objectClass", "msDS-ManagedServiceAccount"},
             {"objectCategory", category("ms-DS-Managed-Service-Account")},
             {"sAMAccountType", "805306369"},
             {"userAccountControl", "4096"},
             {"primaryGroupID", "515"}});
  town.group("D_Post", "OU=Grupper", {in_unit("ada", "Personale")}, {{"groupType", "2"}});
  town.group(
      "G_Magt", "OU=Grupper",
      {in_unit("PC77$", "Personale"), in_unit("gmsa$", "Personale"), in_unit("D_Post", "Grupper")});
  SambaDirectory domain(town.ldif());
  const core::Pull pull = small_pull(domain);
  EXPECT_THAT(members_of(pull, "G_Magt"), ElementsAre("D_Post", "PC77$", "gmsa$"));
  for (const char* login : {"PC77$", "gmsa$"}) {
    EXPECT_EQ(record_of(pull, find_by_login(pull, login)).get(Attribute::kind), "machine");
  }
  EXPECT_EQ(record_of(pull, find_by_login(pull, "D_Post")).get(Attribute::kind), "distribution");
  EXPECT_TRUE(is_whole(pull, ObjectClass::account)) << pull_text(pull);
  EXPECT_TRUE(is_whole(pull, ObjectClass::entitlement)) << pull_text(pull);
}

TEST(AdHidden, DataAreOfTheMomentWhenTheReadingBegan) {
  SambaDirectory domain(small_town().ldif());
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const core::Timestamp moment(now.time_since_epoch());
  auto pull = pull_from("ad", small_settings(domain), moment);
  ASSERT_TRUE(pull) << pull.error().message;
  for (const ObjectClass c : {ObjectClass::account, ObjectClass::entitlement}) {
    ASSERT_TRUE(pull->data_from(c));
    EXPECT_LE(*pull->data_from(c), moment);
    EXPECT_GE(*pull->data_from(c), moment - std::chrono::seconds(60));
  }
}

}  // namespace
}  // namespace rettesnor::test
