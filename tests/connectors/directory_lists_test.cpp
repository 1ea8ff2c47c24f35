// What an export did not show, left out or told in two ways: no list is called whole for it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "connectors/directory/ldif_connector.h"
#include "tests/support/pull_text.h"
#include "tests/support/scratch.h"
#include "tests/support/slapd_directory.h"

namespace rettesnor::connectors {
namespace {

using core::Attribute;
using core::Completeness;
using core::ObjectClass;
using nlohmann::json;
using test::ldif_entry;
using test::members_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

using Lines = std::vector<std::pair<std::string, std::string>>;

constexpr const char* kTown = "DC=kommun,DC=example";
constexpr const char* kSeen = "133486632000000000";

std::string at(const std::string& name, const std::string& unit) {
  return "CN=" + name + ",OU=" + unit + "," + kTown;
}

std::string windows_user(const std::string& login, const Lines& more = {}) {
  Lines lines = {{"objectClass", "user"},
                 {"objectGUID", std::string(16, login[0])},
                 {"sAMAccountName", login},
                 {"userAccountControl", "512"},
                 {"lastLogonTimestamp", kSeen}};
  lines.insert(lines.end(), more.begin(), more.end());
  return ldif_entry(at(login, "Ansatte"), lines);
}

std::string windows_group(const std::string& name, const std::vector<std::string>& members,
                          const Lines& more = {}) {
  Lines lines = {{"objectClass", "group"},
                 {"objectGUID", std::string(15, 'g') + name.back()},
                 {"sAMAccountName", name}};
  for (const std::string& member : members) lines.emplace_back("member", member);
  lines.insert(lines.end(), more.begin(), more.end());
  return ldif_entry(at(name, "Grupper"), lines);
}

std::string posix_user(const std::string& login, const std::string& id, const Lines& more = {}) {
  Lines lines = {{"objectClass", "posixAccount"}, {"uid", login}, {"cn", login}, {"entryUUID", id}};
  lines.insert(lines.end(), more.begin(), more.end());
  return ldif_entry("uid=" + login + ",ou=" + id + ",dc=x", lines);
}

std::string posix_group(const std::string& name, const Lines& more) {
  Lines lines = {{"objectClass", "posixGroup"}, {"cn", name}, {"entryUUID", "g-" + name}};
  lines.insert(lines.end(), more.begin(), more.end());
  return ldif_entry("cn=" + name + ",ou=grupper,dc=x", lines);
}

core::Result<core::Pull> read(const std::string& text, json more = json::object()) {
  const test::ScratchFolder folder;
  test::write_file(folder.file("export.ldif"), text);
  more["path"] = folder.file("export.ldif");
  return test::pull_from("ldif", more);
}

core::Pull must_read(const std::string& text, const json& more = json::object()) {
  auto pull = read(text, more);
  EXPECT_TRUE(pull) << pull.error().message;
  return std::move(pull).value();
}

core::Pull posix(const std::string& text, json more = json::object()) {
  more["flavour"] = "openldap";
  return must_read(text, more);
}

std::string gaps_of(const core::Pull& pull) {
  std::string out;
  for (const std::string& line : test::gap_lines(pull)) out += line + "\n";
  return out;
}

bool whole(const core::Pull& pull, ObjectClass c) {
  return pull.completeness(c) == Completeness::complete;
}

std::string kind_of(const core::Pull& pull, const std::string& login) {
  const auto index = test::find_by_login(pull, login);
  return index == core::kNone ? "(absent)"
                              : std::string(test::record_of(pull, index).get(Attribute::kind));
}

TEST(DirectoryLists, AnEntryThatShowsNoClassMayBeAnybody) {
  const std::string town =
      windows_user("ada") + windows_group("G_1", {at("ada", "Ansatte"), at("ian", "Ansatte")});
  const std::string bare = "dn: " + at("ian", "Ansatte") + "\n\n";
  const std::string some = "dn: " + at("ole", "Ansatte") + "\nsAMAccountName: ole\n\n";
  for (const std::string& hidden : {bare, some}) {
    const core::Pull pull = must_read(town + hidden);
    EXPECT_FALSE(whole(pull, ObjectClass::account)) << hidden;
    EXPECT_FALSE(whole(pull, ObjectClass::entitlement)) << hidden;
    EXPECT_THAT(gaps_of(pull), HasSubstr("directory_entry_unreadable"));
  }
  const core::Pull pull = must_read(town + bare);
  EXPECT_EQ(test::member_completeness(pull, "G_1"), Completeness::partial);
  EXPECT_THAT(gaps_of(pull), HasSubstr("CN=ian,"));
}

TEST(DirectoryLists, AGroupThatOnlyItsMembersNameIsAHole) {
  const core::Pull pull = must_read(windows_user("ada", {{"memberOf", at("G_Skjult", "Grupper")},
                                                         {"memberOf", at("G_1", "Grupper")}}) +
                                    windows_group("G_1", {at("ada", "Ansatte")}));
  EXPECT_FALSE(whole(pull, ObjectClass::entitlement));
  EXPECT_THAT(gaps_of(pull), HasSubstr("CN=G_Skjult,"));
  // One of another domain, or in another spelling, is none.
  const core::Pull elsewhere =
      must_read(windows_user("ada", {{"memberOf", "CN=G,DC=anden,DC=example"},
                                     {"memberOf", "cn=g_1, ou=grupper, dc=kommun, dc=example"}}) +
                windows_group("G_1", {at("ada", "Ansatte")}));
  EXPECT_TRUE(whole(elsewhere, ObjectClass::entitlement)) << gaps_of(elsewhere);
}

TEST(DirectoryLists, ForeignMembersAreAsWholeAsTheGroupsThatNameThem) {
  const std::string foreign = "CN=Larsen,DC=leverandoer,DC=example";
  const std::string good = windows_user("ada") + windows_group("G_1", {foreign});
  EXPECT_TRUE(whole(must_read(good), ObjectClass::account));
  const std::string unread[] = {
      "dn: " + at("G_2", "Grupper") +
          "\nobjectClass: group\nobjectGUID:: Z2dnZ2dnZ2dnZ2dnZ2dnMg==\ncn:: ***\n\n",
      windows_group("G_2", {}, {{"member;range=0-0", foreign}}),
      "dn: " + at("G_2", "Grupper") + "\nobjectClass: group\ncn: G_2\n\n"};
  for (const std::string& group : unread) {
    EXPECT_FALSE(whole(must_read(good + group), ObjectClass::account)) << group;
  }
}

TEST(DirectoryLists, MembersOfOtherClassesHoldWhatTheyHold) {
  const std::string gmsa =
      ldif_entry(at("gmsa", "Service"), {{"objectClass", "user"},
                                         {"objectClass", "computer"},
                                         {"objectClass", "msDS-GroupManagedServiceAccount"},
                                         {"objectGUID", std::string(16, 'm')},
                                         {"sAMAccountName", "gmsa$"},
                                         {"userAccountControl", "4096"}});
  const std::string trust =
      ldif_entry(at("trust", "Ansatte"), {{"objectClass", "user"},
                                          {"objectGUID", std::string(16, 't')},
                                          {"sAMAccountName", "trust"},
                                          {"userAccountControl", "2080"}});
  const std::string contact =
      ldif_entry(at("kontakt", "Ansatte"), {{"objectClass", "contact"}, {"cn", "kontakt"}});
  const std::string group = windows_group("G_1", {at("gmsa", "Service"), at("trust", "Ansatte"),
                                                  "cn=KONTAKT, ou=ansatte, dc=kommun, dc=example"});
  const core::Pull pull = must_read(windows_user("ada") + gmsa + trust + contact + group);
  EXPECT_THAT(members_of(pull, "G_1"), ElementsAre("gmsa$", "kontakt", "trust"));
  EXPECT_EQ(kind_of(pull, "gmsa$"), "machine");
  EXPECT_EQ(kind_of(pull, "trust"), "machine");
  EXPECT_EQ(kind_of(pull, "kontakt"), "other");
  EXPECT_TRUE(whole(pull, ObjectClass::account)) << gaps_of(pull);
  // Nobody's member is nobody's holder.
  EXPECT_EQ(kind_of(must_read(windows_user("ada") + gmsa + windows_group("G_1", {})), "gmsa$"),
            "(absent)");
}

TEST(DirectoryLists, MembersThatARuleWorksOutAreNotKnown) {
  for (const char* sort : {"groupOfURLs", "groupOfNames"}) {
    const core::Pull pull = posix(
        posix_user("ada", "1") +
        ldif_entry("cn=alle,dc=x", {{"objectClass", sort},
                                    {"cn", "alle"},
                                    {"entryUUID", "g"},
                                    {"memberURL", "ldap:///dc=x??sub?(objectClass=person)"}}));
    EXPECT_EQ(test::member_completeness(pull, "alle"), Completeness::partial) << sort;
  }
}

TEST(DirectoryLists, ANaturalIdIsOfOneClass) {
  const json ids = {{"people", {{"attributes", {{"natural_id", "uid"}}}}},
                    {"groups", {{"attributes", {{"natural_id", "cn"}}}}}};
  const core::Pull pull = posix(posix_user("root", "1") + posix_user("anna", "2") +
                                    posix_group("root", {{"memberUid", "anna"}}) +
                                    posix_group("anna", {{"memberUid", "root"}}),
                                ids);
  EXPECT_EQ(pull.size(), 4U);
  EXPECT_EQ(pull.member_list_count(), 2U);
  EXPECT_TRUE(whole(pull, ObjectClass::entitlement)) << gaps_of(pull);
}

TEST(DirectoryLists, TwoEntriesWithOneNaturalIdAreNeverOne) {
  const json ids = {{"people", {{"attributes", {{"natural_id", "employeeNumber"}}}}}};
  std::vector<std::string> entries = {posix_user("ada", "1", {{"employeeNumber", "7"}}),
                                      posix_user("bo", "2", {{"employeeNumber", "7"}}),
                                      posix_user("eva", "3", {{"employeeNumber", "8"}})};
  std::string first;
  do {
    const core::Pull pull = posix(entries[0] + entries[1] + entries[2] +
                                      ldif_entry("cn=g,dc=x", {{"objectClass", "groupOfNames"},
                                                               {"cn", "g"},
                                                               {"entryUUID", "g"},
                                                               {"member", "uid=ada,ou=1,dc=x"},
                                                               {"member", "uid=eva,ou=3,dc=x"}}),
                                  ids);
    EXPECT_THAT(members_of(pull, "g"), ElementsAre("eva"));
    EXPECT_EQ(test::member_completeness(pull, "g"), Completeness::partial);
    EXPECT_FALSE(whole(pull, ObjectClass::account));
    EXPECT_EQ(pull.rejected().size(), 1U);
    ASSERT_EQ(pull.held().size(), 1U);
    EXPECT_EQ(pull.held()[0].natural_id, "7");
  } while (std::next_permutation(entries.begin(), entries.end()));
}

TEST(DirectoryLists, ALoginOfTwoAccountsIsNobodys) {
  const std::string two = posix_user("mho", "1") + posix_user("mho", "2");
  const core::Pull pull = posix(two + posix_group("g", {{"memberUid", "mho"}}));
  EXPECT_THAT(members_of(pull, "g"), ElementsAre());
  EXPECT_EQ(test::member_completeness(pull, "g"), Completeness::partial);
  // Case tells two apart where it can, and is no reason to miss one where it need not.
  const std::string cases = posix_user("Ada", "1") + posix_user("ada", "2");
  EXPECT_THAT(members_of(posix(cases + posix_group("g", {{"memberUid", "ada"}})), "g"),
              ElementsAre("ada"));
  EXPECT_THAT(members_of(posix(cases + posix_group("g", {{"memberUid", "ADA"}})), "g"),
              ElementsAre());
  EXPECT_THAT(
      members_of(posix(posix_user("ada", "1") + posix_group("g", {{"memberUid", "ADA"}})), "g"),
      ElementsAre("ada"));
}

TEST(DirectoryLists, WhatIsOursIsWhatTheSettingsSay) {
  const auto town = [](const std::string& top) {
    return ldif_entry(top, {{"objectClass", "organization"}}) +
           ldif_entry("uid=ada,ou=a," + top,
                      {{"objectClass", "inetOrgPerson"}, {"uid", "ada"}, {"entryUUID", "1"}}) +
           ldif_entry("cn=g,ou=g," + top, {{"objectClass", "groupOfNames"},
                                           {"cn", "g"},
                                           {"entryUUID", "g"},
                                           {"member", "uid=bo,ou=b," + top}});
  };
  for (const char* top : {"o=proveby", "ou=kommune,o=proveby", "o=proveby,c=DK", "dc=a,dc=b"}) {
    const core::Pull missing = posix(town(top), {{"base_dns", {top}}});
    EXPECT_FALSE(whole(missing, ObjectClass::account)) << top;
    EXPECT_FALSE(whole(posix(town(top)), ObjectClass::account)) << top;
    const core::Pull elsewhere = posix(
        town(top), {{"base_dns", {top}}, {"ignore_references", {"ou=b," + std::string(top)}}});
    EXPECT_EQ(kind_of(elsewhere, "bo"), "foreign");
    EXPECT_TRUE(whole(elsewhere, ObjectClass::account)) << gaps_of(elsewhere);
  }
}

TEST(DirectoryLists, TheHeadOfADomainDoesNotMakeTheOneAboveOurs) {
  const core::Pull pull = must_read(
      ldif_entry("DC=skoler,DC=kommun,DC=example", {{"objectClass", "domainDNS"}}) +
      ldif_entry("CN=ada,DC=skoler,DC=kommun,DC=example", {{"objectClass", "user"},
                                                           {"objectGUID", std::string(16, 'a')},
                                                           {"lastLogonTimestamp", kSeen},
                                                           {"sAMAccountName", "ada"}}) +
      ldif_entry("CN=G,DC=skoler,DC=kommun,DC=example",
                 {{"objectClass", "group"},
                  {"objectGUID", std::string(16, 'g')},
                  {"sAMAccountName", "G"},
                  {"member", "CN=Direktor,DC=kommun,DC=example"}}));
  EXPECT_EQ(kind_of(pull, "Direktor"), "foreign");
  EXPECT_TRUE(whole(pull, ObjectClass::account)) << gaps_of(pull);
}

TEST(DirectoryLists, WhomTheSettingsLeaveOutStaysAMemberAndIsToldOf) {
  const std::string text = windows_user("ada") +
                           windows_group("G_1", {at("ada", "Ansatte"), at("svc", "Service")}) +
                           ldif_entry(at("svc", "Service"), {{"objectClass", "user"},
                                                             {"objectGUID", std::string(16, 's')},
                                                             {"sAMAccountName", "svc"}});
  const core::Pull pull = must_read(
      text, {{"base_dns", {kTown}}, {"people", {{"bases", {"OU=Ansatte," + std::string(kTown)}}}}});
  EXPECT_THAT(members_of(pull, "G_1"), ElementsAre("ada", "svc"));
  EXPECT_EQ(kind_of(pull, "svc"), "other");
  EXPECT_THAT(gaps_of(pull), HasSubstr("people.bases"));
  EXPECT_TRUE(whole(pull, ObjectClass::account)) << gaps_of(pull);
  const core::Pull ignored =
      must_read(windows_user("ada") + windows_group("G_1", {at("fyld", "Grupper")}),
                {{"ignore_members", {at("fyld", "Grupper")}}});
  EXPECT_THAT(gaps_of(ignored), HasSubstr("ignore_members"));
  EXPECT_TRUE(whole(ignored, ObjectClass::account));
}

TEST(DirectoryLists, AGroupThatTheSettingsLeaveOutIsAMemberWithMembersUnknown) {
  const core::Pull pull = must_read(
      windows_user("ada") + windows_group("G_1", {"CN=G_9,OU=Andre," + std::string(kTown)}) +
          ldif_entry("CN=G_9,OU=Andre," + std::string(kTown), {{"objectClass", "group"},
                                                               {"objectGUID", std::string(16, '9')},
                                                               {"sAMAccountName", "G_9"},
                                                               {"member", at("ada", "Ansatte")}}),
      {{"base_dns", {kTown}}, {"groups", {{"bases", {"OU=Grupper," + std::string(kTown)}}}}});
  EXPECT_THAT(members_of(pull, "G_1"), ElementsAre("G_9"));
  EXPECT_EQ(test::member_completeness(pull, "G_9"), Completeness::partial);
}

TEST(DirectoryLists, ThePrimaryGroupOfUnixGivesItsRights) {
  const core::Pull pull = posix(posix_user("ada", "1", {{"gidNumber", "10"}}) +
                                posix_user("bo", "2", {{"gidNumber", "11"}}) +
                                posix_group("wheel", {{"gidNumber", "10"}, {"memberUid", "bo"}}) +
                                posix_group("hjul", {{"gidNumber", "10"}}));
  EXPECT_THAT(members_of(pull, "wheel"), ElementsAre("ada", "bo"));
  EXPECT_THAT(members_of(pull, "hjul"), ElementsAre("ada"));
  EXPECT_TRUE(whole(pull, ObjectClass::entitlement)) << gaps_of(pull);
  EXPECT_THAT(gaps_of(pull), HasSubstr("gidNumber"));
}

TEST(DirectoryLists, WithoutASignInInTheWholeFileNobodyIsCalledNeverUsed) {
  const auto person = [](const std::string& login, const char* seen) {
    return ldif_entry(at(login, "Ansatte"), {{"objectClass", "user"},
                                             {"objectGUID", std::string(16, login[0])},
                                             {"sAMAccountName", login},
                                             {"lastLogonTimestamp", seen}});
  };
  const auto never = [](const core::Pull& pull, const std::string& login) {
    return test::record_of(pull, test::find_by_login(pull, login)).flag(Attribute::never_used);
  };
  const std::string group = windows_group("G_1", {});
  const core::Pull none = must_read(person("ada", "0") + person("bo", "0") + group);
  EXPECT_FALSE(never(none, "ada"));
  EXPECT_THAT(gaps_of(none), HasSubstr("directory_no_last_use"));
  const core::Pull one = must_read(person("ada", "0") + group + person("bo", kSeen));
  EXPECT_TRUE(never(one, "ada"));
  EXPECT_THAT(gaps_of(one), Not(HasSubstr("directory_no_last_use")));
}

TEST(DirectoryLists, AnExportThatTellsNothingIsRefusedWithTheRightOne) {
  const auto without = read("dn: " + at("ada", "Ansatte") + "\nsAMAccountName: ada\n\n");
  ASSERT_FALSE(without);
  EXPECT_EQ(without.error().code.name, "ldif_without_classes");
  const std::string members = windows_user("ada", {{"memberOf", at("G_1", "Grupper")}});
  const auto only = read(members);
  ASSERT_FALSE(only);
  EXPECT_EQ(only.error().code.name, "ldif_without_groups");
  EXPECT_TRUE(read(members, {{"groups", {{"bases", json::array()}}}}));
  // A file without any group says nothing of the groups that were there.
  EXPECT_FALSE(whole(must_read(windows_user("ada")), ObjectClass::entitlement));
}

TEST(DirectoryLists, MembersThatAFileTellsInPartsAreOneList) {
  const std::string users = windows_user("ada") + windows_user("bo") + windows_user("eva");
  const std::string more = "dn: " + at("G_1", "Grupper") +
                           "\nchangetype: modify\nadd: member\nmember: " + at("bo", "Ansatte") +
                           "\n-\nadd: member\nmember: " + at("eva", "Ansatte") + "\n-\n\n";
  const core::Pull parts = must_read(users + windows_group("G_1", {at("ada", "Ansatte")}) + more);
  EXPECT_THAT(members_of(parts, "G_1"), ElementsAre("ada", "bo", "eva"));
  EXPECT_EQ(test::member_completeness(parts, "G_1"), Completeness::complete);
  const core::Pull early = must_read(users + more + windows_group("G_1", {at("ada", "Ansatte")}));
  EXPECT_EQ(test::member_completeness(early, "G_1"), Completeness::partial);
  const core::Pull ranges =
      must_read(users + windows_group("G_1", {},
                                      {{"member;range=0-1", at("ada", "Ansatte")},
                                       {"member;range=0-1", at("bo", "Ansatte")},
                                       {"member;range=2-*", at("eva", "Ansatte")}}));
  EXPECT_THAT(members_of(ranges, "G_1"), ElementsAre("ada", "bo", "eva"));
  EXPECT_EQ(test::member_completeness(ranges, "G_1"), Completeness::complete);
}

TEST(DirectoryLists, AValueThatNobodyAsksForTakesNobodyAway) {
  const std::string bad[] = {"thumbnailPhoto:< file:///tmp/x", "thumbnailPhoto:: AAA",
                             "kommune_felt: x", "et navn med blanke: x"};
  for (const std::string& line : bad) {
    std::string person = windows_user("bo");
    person.insert(person.size() - 1, line + "\n");
    const core::Pull pull = must_read(windows_user("ada") + person + windows_group("G_1", {}));
    EXPECT_NE(test::find_by_login(pull, "bo"), core::kNone) << line;
    EXPECT_TRUE(whole(pull, ObjectClass::account)) << line << gaps_of(pull);
    EXPECT_THAT(gaps_of(pull), HasSubstr("ldif_values_set_aside"));
  }
  // What is asked for is another matter: then it is the person who is held.
  std::string person = windows_user("bo");
  person.insert(person.size() - 1, "displayName:: AAA\n");
  const core::Pull pull = must_read(windows_user("ada") + person + windows_group("G_1", {}));
  EXPECT_EQ(test::find_by_login(pull, "bo"), core::kNone);
  ASSERT_EQ(pull.held().size(), 1U);
  EXPECT_EQ(core::RecordView(pull.held()[0].clues).get(Attribute::login), "bo");
}

TEST(DirectoryLists, DataAreAsOldAsTheirFile) {
  const test::ScratchFolder folder;
  test::write_file(folder.file("export.ldif"), windows_user("ada") + windows_group("G_1", {}));
  std::filesystem::last_write_time(
      folder.file("export.ldif"),
      std::filesystem::file_time_type::clock::now() - std::chrono::hours(48));
  const auto pull = test::pull_from("ldif", {{"path", folder.file("export.ldif")}});
  ASSERT_TRUE(pull);
  const auto from = pull->data_from(ObjectClass::account);
  ASSERT_TRUE(from);
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto age = now.time_since_epoch() - from->time_since_epoch();
  EXPECT_GE(age, std::chrono::hours(47));
  EXPECT_LE(age, std::chrono::hours(49));
  EXPECT_EQ(pull->data_from(ObjectClass::entitlement), from);
}

}  // namespace
}  // namespace rettesnor::connectors
