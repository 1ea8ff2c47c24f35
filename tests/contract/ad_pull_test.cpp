// What a pull from a real Active Directory says, and that it says the same as the exported file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "policies/settings.h"
#include "tests/support/ad_town.h"
#include "tests/support/places.h"
#include "tests/support/pull_text.h"

namespace rettesnor::test {
namespace {

using core::Attribute;
using core::Completeness;
using core::ObjectClass;
using core::Pull;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// The town as the connector reads it, once for all tests that only look.
const Pull& town_pull() {
  static const auto pull = pull_from("ad", ad_settings(ad_town()));
  if (!pull) throw std::runtime_error(pull.error().message);
  return *pull;
}

core::RecordView record_named(const Pull& pull, const std::string& login) {
  const core::PullIndex index = find_by_login(pull, login);
  EXPECT_NE(index, core::kNone) << login;
  return record_of(pull, index);
}

std::string natural_id_of(const Pull& pull, const std::string& login) {
  const core::PullIndex index = find_by_login(pull, login);
  return index == core::kNone ? "absent" : std::string(pull.object(index).natural_id);
}

/// Objects of one class whose natural id the other pull does not have.
std::vector<std::string> gone(const Pull& before, const Pull& after, ObjectClass c) {
  std::set<std::string> there;
  for (core::PullIndex i = 0; i < after.size(); ++i) {
    if (after.object(i).object_class == c) there.emplace(after.object(i).natural_id);
  }
  std::vector<std::string> missing;
  for (core::PullIndex i = 0; i < before.size(); ++i) {
    const std::string id(before.object(i).natural_id);
    if (before.object(i).object_class == c && !there.contains(id)) {
      missing.emplace_back(record_of(before, i).get(Attribute::login));
    }
  }
  return missing;
}

Pull read_again(SambaDirectory& domain) {
  auto pull = pull_from("ad", ad_settings(domain));
  if (!pull) throw std::runtime_error(pull.error().message);
  EXPECT_EQ(pull->completeness(ObjectClass::account), Completeness::complete);
  EXPECT_EQ(pull->completeness(ObjectClass::entitlement), Completeness::complete);
  return std::move(pull).value();
}

TEST(AdPull, IsCompleteWithoutGaps) {
  EXPECT_EQ(town_pull().completeness(ObjectClass::account), Completeness::complete);
  EXPECT_EQ(town_pull().completeness(ObjectClass::entitlement), Completeness::complete);
  EXPECT_THAT(gap_lines(town_pull()), ElementsAre());
  EXPECT_EQ(town_pull().rejected().size(), 0U);
}

TEST(AdPull, TellsAPersonWhole) {
  const core::RecordView ada = record_named(town_pull(), "ada");
  EXPECT_EQ(ada.get(Attribute::name), "Ada Bæk");
  EXPECT_EQ(ada.get(Attribute::given_name), "Ada");
  EXPECT_EQ(ada.get(Attribute::family_name), "Bæk");
  EXPECT_EQ(ada.get(Attribute::mail), "ada@maagesund.example");
  EXPECT_EQ(ada.get(Attribute::upn), "ada@maagesund.example");
  EXPECT_EQ(ada.get(Attribute::employee_no), "10001");
  EXPECT_EQ(ada.get(Attribute::title), "Økonomikonsulent");
  EXPECT_EQ(ada.get(Attribute::department), "Center for Økonomi og Løn");
  EXPECT_EQ(ada.get(Attribute::enabled), "1");
  EXPECT_EQ(ada.get(Attribute::created), "2019-08-14T08:30:00Z");
  EXPECT_EQ(ada.get(Attribute::password_set), "2026-06-01T06:00:00Z");
  EXPECT_EQ(ada.get(Attribute::last_used), "2026-10-20T12:00:00Z");
  EXPECT_EQ(ada.get(Attribute::last_used_lag_days), "14");
  EXPECT_EQ(ada.get(Attribute::kind), "personal");
  const core::RecordView bo = record_named(town_pull(), "bo");
  EXPECT_EQ(bo.get(Attribute::manager), natural_id_of(town_pull(), "ada"));
  EXPECT_EQ(bo.get(Attribute::never_used), "1");
}

TEST(AdPull, BothWordsForNeverAreNoExpiry) {
  EXPECT_EQ(record_named(town_pull(), "ada").get(Attribute::expires), "");
  EXPECT_EQ(record_named(town_pull(), "bo").get(Attribute::expires), "");
  EXPECT_EQ(record_named(town_pull(), "cleo").get(Attribute::expires), "2026-09-30T22:00:00Z");
}

TEST(AdPull, TheControlBitsAreRead) {
  EXPECT_EQ(record_named(town_pull(), "cleo").get(Attribute::enabled), "0");
  EXPECT_TRUE(record_named(town_pull(), "dan").flag(Attribute::password_never_expires));
  EXPECT_FALSE(record_named(town_pull(), "ada").flag(Attribute::password_never_expires));
}

class GroupSize : public testing::TestWithParam<int> {};
TEST_P(GroupSize, IsReadWhole) {
  const std::string name = "G_" + std::to_string(GetParam());
  const std::vector<std::string> members = members_of(town_pull(), name);
  EXPECT_EQ(members.size(), static_cast<std::size_t>(GetParam()));
  EXPECT_EQ(std::set<std::string>(members.begin(), members.end()).size(), members.size());
  EXPECT_EQ(member_completeness(town_pull(), name), Completeness::complete);
}
INSTANTIATE_TEST_SUITE_P(AdPull, GroupSize, testing::Values(1499, 1500, 1501, 4500));

TEST(AdPull, AMembershipByPrimaryGroupIsSeen) {
  EXPECT_THAT(members_of(town_pull(), "Domain Admins"), ElementsAre("ada", "dan"));
  const std::vector<std::string> users = members_of(town_pull(), "Domain Users");
  EXPECT_TRUE(std::binary_search(users.begin(), users.end(), "ada"));
  EXPECT_FALSE(std::binary_search(users.begin(), users.end(), "dan"));
  EXPECT_GT(users.size(), 4500U);
}

TEST(AdPull, AGroupInAGroupIsAMember) {
  EXPECT_THAT(members_of(town_pull(), "G_Ydre"), ElementsAre("G_Indre", "ada"));
  EXPECT_THAT(members_of(town_pull(), "G_Indre"), ElementsAre("bo"));
  EXPECT_THAT(members_of(town_pull(), "G_Tom"), ElementsAre());
  EXPECT_EQ(member_completeness(town_pull(), "G_Tom"), Completeness::complete);
  EXPECT_EQ(record_named(town_pull(), "G_Ydre").get(Attribute::description),
            "Giver adgang til økonomi");
}

TEST(AdPull, APrincipalOfAnotherDomainIsAForeignMember) {
  const std::vector<std::string> members = members_of(town_pull(), "G_Fremmed");
  ASSERT_EQ(members.size(), 2U);
  const std::string foreign = members.front() == "ada" ? members.back() : members.front();
  EXPECT_THAT(foreign, HasSubstr("S-1-5-21-7-8-9-1234"));
  EXPECT_TRUE(record_named(town_pull(), foreign).flag(Attribute::foreign));
}

TEST(AdPull, TwoReadsGiveTheSameIds) {
  EXPECT_EQ(difference(pull_text(town_pull()), pull_text(read_again(ad_town()))), "");
}

TEST(AdPull, SmallPagesGiveTheSamePull) {
  nlohmann::json settings = ad_settings(ad_town());
  settings["page_size"] = 7;
  settings["range_size"] = 100;
  const auto pull = pull_from("ad", settings);
  ASSERT_TRUE(pull) << pull.error().message;
  EXPECT_EQ(difference(pull_text(town_pull()), pull_text(*pull)), "");
}

TEST(AdPull, TheExportedFileSaysTheSame) {
  const ScratchFolder folder;
  write_file(folder.file("kataloget.ldif"), ad_town_ldif());
  const auto file = pull_from("ldif", ad_ldif_settings(folder.file("kataloget.ldif")));
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(difference(pull_text(*file), pull_text(town_pull())), "");
}

/// Places directly below the domain that an export has entries in.
std::vector<std::string> places_of(const core::Pull& pull) {
  const std::string domain = "," + SambaDirectory::base_dn();
  std::set<std::string> places;
  for (core::PullIndex i = 0; i < pull.size(); ++i) {
    const std::string dn(record_of(pull, i).get(Attribute::distinguished_name));
    if (!dn.ends_with(domain) || dn.find(",CN=Users,") != std::string::npos) continue;
    const auto below = dn.substr(0, dn.size() - domain.size());
    places.insert(below.substr(below.rfind(',') + 1) + domain);
  }
  return {places.begin(), places.end()};
}

// The fixture town, read from its file and from a live controller that holds it: what is equal here
// gives findings that are equal byte for byte.
TEST(AdPull, TheFixtureTownSaysTheSameFromFileAndController) {
  const std::string folder = test::source_path("fixtures/town").string();
  const auto settings = policies::read_settings(folder + "/rettesnor.toml");
  ASSERT_TRUE(settings) << settings.error().message;
  const auto* source = settings->source_named("kataloget");
  ASSERT_NE(source, nullptr);
  nlohmann::json values = *source->values;
  values["path"] = folder + "/" + values["path"].get<std::string>();
  const auto file = pull_from("ldif", values);
  ASSERT_TRUE(file) << file.error().message;
  ASSERT_GT(file->size(), 100U);

  SambaDirectory domain(read_file(values["path"].get<std::string>()));
  nlohmann::json live = values;
  live.update(ad_settings(domain));
  live["base_dns"] = places_of(*file);
  for (const char* group : {"Domain Users", "Domain Admins"}) {
    live["base_dns"].push_back(AdExport::dn("CN=" + std::string(group) + ",CN=Users"));
  }
  values["base_dns"] = live["base_dns"];
  const auto narrow = pull_from("ldif", values);
  const auto controller = pull_from("ad", live);
  ASSERT_TRUE(narrow) << narrow.error().message;
  ASSERT_TRUE(controller) << controller.error().message;
  EXPECT_EQ(narrow->size(), file->size()) << "the places leave something out";
  EXPECT_EQ(difference(pull_text(*controller), pull_text(*narrow)), "");
}

TEST(AdPull, ADeletedAccountIsGoneAndItsTombstoneIsNoObject) {
  SambaDirectory domain(ad_town_ldif());
  const Pull before = read_again(domain);
  domain.modify("dn: " + AdExport::dn("CN=bo,OU=Personale") + "\nchangetype: delete\n\n");
  ASSERT_THAT(domain.search({"-E", "!1.2.840.113556.1.4.417", "-b", SambaDirectory::base_dn(),
                             "(&(isDeleted=TRUE)(sAMAccountName=bo))", "sAMAccountName"}),
              HasSubstr("sAMAccountName: bo"));
  // Wide enough to meet the folder in which AD keeps what was deleted.
  nlohmann::json settings = ad_settings(domain);
  settings["base_dns"] = {SambaDirectory::base_dn()};
  const auto wide = pull_from("ad", settings);
  ASSERT_TRUE(wide) << wide.error().message;
  EXPECT_EQ(find_by_login(*wide, "bo"), core::kNone);
  const Pull after = read_again(domain);
  EXPECT_THAT(gone(before, after, ObjectClass::account), ElementsAre("bo"));
  EXPECT_THAT(gone(before, after, ObjectClass::entitlement), ElementsAre());
  EXPECT_THAT(members_of(after, "G_Indre"), ElementsAre());
  EXPECT_THAT(members_of(after, "G_Ydre"), ElementsAre("G_Indre", "ada"));
}

TEST(AdPull, RenamedAndMovedTheAccountStaysTheSame) {
  SambaDirectory domain(ad_town_ldif());
  const Pull before = read_again(domain);
  domain.modify("dn: " + AdExport::dn("CN=ada,OU=Personale") +
                "\nchangetype: modrdn\nnewrdn: CN=ada holm\ndeleteoldrdn: 1\nnewsuperior: " +
                AdExport::dn("OU=Masse") + "\n\n");
  domain.modify(ldif_modify(AdExport::dn("CN=ada holm,OU=Masse"),
                            "replace: sAMAccountName\nsAMAccountName: adho"));
  domain.modify("dn: " + AdExport::dn("CN=G_Indre,OU=Grupper") +
                "\nchangetype: modrdn\nnewrdn: CN=G_Inderst\ndeleteoldrdn: 1\n\n");
  const Pull after = read_again(domain);
  EXPECT_THAT(gone(before, after, ObjectClass::account), ElementsAre());
  EXPECT_THAT(gone(before, after, ObjectClass::entitlement), ElementsAre());
  EXPECT_EQ(natural_id_of(after, "adho"), natural_id_of(before, "ada"));
  EXPECT_THAT(members_of(after, "Domain Admins"), ElementsAre("adho", "dan"));
  EXPECT_EQ(record_named(after, "bo").get(Attribute::manager), natural_id_of(after, "adho"));
}

TEST(AdPull, ARightThatWasTakenAwayIsNoLongerThere) {
  SambaDirectory domain(ad_town_ldif());
  domain.modify(ldif_modify(AdExport::dn("CN=Domain Admins,CN=Users"),
                            "delete: member\nmember: " + AdExport::dn("CN=ada,OU=Personale")));
  domain.modify(ldif_modify(AdExport::dn("CN=G_4500,OU=Store"),
                            "delete: member\nmember: " + AdExport::dn("CN=m4000,OU=Masse")));
  const Pull after = read_again(domain);
  EXPECT_THAT(members_of(after, "Domain Admins"), ElementsAre("dan"));
  EXPECT_EQ(members_of(after, "G_4500").size(), 4499U);
  EXPECT_THAT(members_of(after, "G_4500"), Not(testing::Contains("m4000")));
}

TEST(AdPull, AStoppedControllerIsAnErrorAndNoEmptyDirectory) {
  SambaDirectory domain(ad_town_ldif());
  domain.stop();
  const auto down = pull_from("ad", ad_settings(domain));
  ASSERT_FALSE(down);
  EXPECT_EQ(down.error().kind, core::ErrorKind::unreachable);
  domain.start();
  EXPECT_EQ(difference(pull_text(read_again(domain)), pull_text(town_pull())), "");
}

}  // namespace
}  // namespace rettesnor::test
