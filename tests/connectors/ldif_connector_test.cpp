// The ldif source: the meaning of an export, and what makes it partial.
#include "connectors/directory/ldif_connector.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "tests/support/scratch.h"
#include "tests/support/slapd_directory.h"

namespace rettesnor::connectors {
namespace {

using core::Attribute;
using core::Completeness;
using core::ObjectClass;
using nlohmann::json;
using test::ldif_entry;

constexpr const char* kDomain = "DC=kommun,DC=example";

std::string guid(char c) {
  return std::string(16, c);
}

std::string sid(std::uint32_t rid) {
  std::string out("\x01\x05\0\0\0\0\0\x05\x15\0\0\0\x01\0\0\0\x02\0\0\0\x03\0\0\0", 24);
  for (unsigned i = 0; i < 4; ++i) out += static_cast<char>(rid >> 8 * i & 0xFFU);
  return out;
}

std::string place(const std::string& name, const std::string& ou) {
  return "CN=" + name + ",OU=" + ou + "," + kDomain;
}

std::string user(char key, const std::string& login,
                 std::vector<std::pair<std::string, std::string>> more = {}) {
  more.insert(more.begin(), {{"objectClass", "user"},
                             {"objectGUID", guid(key)},
                             {"sAMAccountName", login},
                             {"userAccountControl", "512"},
                             {"lastLogonTimestamp", "133486632000000000"}});
  return ldif_entry(place(login, "Ansatte"), more);
}

std::string group(char key, const std::string& name, const std::vector<std::string>& members,
                  std::vector<std::pair<std::string, std::string>> more = {}) {
  more.insert(more.begin(), {{"objectClass", "group"},
                             {"objectGUID", guid(key)},
                             {"sAMAccountName", name},
                             {"cn", name}});
  for (const auto& member : members) more.emplace_back("member", member);
  return ldif_entry(place(name, "Grupper"), more);
}

struct ReadExport {
  core::Result<core::Pull> pull;
  /// "login" or name → record; and group name → names of its members.
  std::map<std::string, std::string> records;
  std::map<std::string, std::set<std::string>> members;
  std::map<std::string, Completeness> lists;

  std::string get(const std::string& name, Attribute a) const {
    const auto found = records.find(name);
    return found == records.end() ? "(absent)"
                                  : std::string(core::RecordView(found->second).get(a));
  }
  std::string gaps() const {
    std::string out;
    for (const auto& gap : pull->gaps()) out += gap.what + ": " + gap.reason + "\n";
    return out;
  }
};

ReadExport read_export(const std::string& text, json more = json::object()) {
  const test::ScratchFolder folder;
  test::write_file(folder.file("export.ldif"), text);
  more["path"] = "export.ldif";
  const auto connector = make_ldif_connector({"k", "ldif", "K", folder.path().string(), &more});
  EXPECT_TRUE(connector) << connector.error().message;
  ReadExport told{(*connector)->read({core::Timestamp{}, {}}), {}, {}, {}};
  if (!told.pull) return told;
  const auto name = [&](core::PullIndex i) {
    const core::RecordView record(told.pull->object(i).record);
    const auto login = record.get(Attribute::login);
    return std::string(login.empty() ? record.get(Attribute::name) : login);
  };
  for (std::size_t i = 0; i < told.pull->size(); ++i) {
    const auto index = static_cast<core::PullIndex>(i);
    told.records[name(index)] = told.pull->object(index).record;
  }
  for (std::size_t i = 0; i < told.pull->member_list_count(); ++i) {
    const auto list = told.pull->member_list(i);
    told.lists[name(list.entitlement)] = list.completeness;
    for (const auto member : list.members)
      told.members[name(list.entitlement)].insert(name(member));
  }
  return told;
}

using Names = std::set<std::string>;

TEST(LdifSource, PeopleGroupsAndNestingAreRead) {
  const ReadExport told =
      read_export(group('g', "G_A", {place("meho", "Ansatte"), place("G_B", "Grupper")}) +
                  user('a', "meho") + group('h', "G_B", {place("bikra", "Ansatte")}) +
                  user('b', "bikra", {{"manager", place("meho", "Ansatte")}}));
  ASSERT_TRUE(told.pull);
  EXPECT_EQ(told.members.at("G_A"), (Names{"meho", "G_B"}));
  EXPECT_EQ(told.members.at("G_B"), (Names{"bikra"}));
  EXPECT_EQ(told.get("bikra", Attribute::manager), "61616161-6161-6161-6161-616161616161");
  EXPECT_EQ(told.pull->completeness(ObjectClass::account), Completeness::complete) << told.gaps();
  EXPECT_EQ(told.pull->completeness(ObjectClass::entitlement), Completeness::complete);
  EXPECT_EQ(told.pull->completeness(ObjectClass::person), Completeness::not_read);
}

TEST(LdifSource, TheOrderOfRecordsChangesNothing) {
  std::vector<std::string> records = {
      user('a', "ada", {{"manager", place("eva", "Ansatte")}}),
      user('b', "bo", {{"manager", place("ada", "Ansatte")}}),
      user('c', "eva", {{"manager", place("eva", "Ansatte")}}),
      group('g', "G_A", {place("G_B", "Grupper"), place("bo", "Ansatte")}),
      group('h', "G_B", {place("ada", "Ansatte"), place("eva", "Ansatte")},
            {{"managedBy", place("eva", "Ansatte")}})};
  const auto text = [&] {
    std::string all;
    for (const auto& record : records) all += record;
    return all;
  };
  const ReadExport first = read_export(text());
  std::mt19937 random(7);
  for (int i = 0; i < 20; ++i) {
    std::shuffle(records.begin(), records.end(), random);
    const ReadExport again = read_export(text());
    EXPECT_EQ(again.records, first.records);
    EXPECT_EQ(again.members, first.members);
  }
  EXPECT_EQ(first.get("G_B", Attribute::owner), "eva");
}

TEST(LdifSource, AMemberByPrimaryGroupIsAMember) {
  const ReadExport told =
      read_export(user('a', "ada", {{"objectSid", sid(1101)}, {"primaryGroupID", "512"}}) +
                  user('b', "bo", {{"objectSid", sid(1102)}, {"primaryGroupID", "513"}}) +
                  group('g', "Domain Admins", {place("bo", "Ansatte")}, {{"objectSid", sid(512)}}));
  EXPECT_EQ(told.members.at("Domain Admins"), (Names{"ada", "bo"}));
  EXPECT_EQ(told.pull->completeness(ObjectClass::entitlement), Completeness::complete)
      << told.gaps();
}

TEST(LdifSource, APrimaryGroupThatIsNotThereIsNotForgotten) {
  const ReadExport told =
      read_export(user('a', "ada", {{"objectSid", sid(1101)}, {"primaryGroupID", "512"}}));
  EXPECT_EQ(told.members.at("Domain Admins"), (Names{"ada"}));
  EXPECT_EQ(told.pull->completeness(ObjectClass::entitlement), Completeness::partial);
}

TEST(LdifSource, MembersFromElsewhereAreForeignAccounts) {
  const ReadExport told = read_export(
      user('a', "ada") + group('g', "G_A",
                               {"CN=S-1-5-11,CN=ForeignSecurityPrincipals," + std::string(kDomain),
                                "CN=Vikar,DC=anden,DC=example"}));
  EXPECT_EQ(told.members.at("G_A"), (Names{"S-1-5-11", "Vikar"}));
  EXPECT_EQ(told.get("S-1-5-11", Attribute::name), "Authenticated Users");
  EXPECT_EQ(told.get("S-1-5-11", Attribute::kind), "foreign");
  EXPECT_EQ(told.get("Vikar", Attribute::foreign), "1");
  EXPECT_EQ(told.pull->completeness(ObjectClass::account), Completeness::complete) << told.gaps();
}

TEST(LdifSource, AMemberWhomNobodyToldIsAGap) {
  const ReadExport told = read_export(
      user('a', "ada") + group('g', "G_A", {place("ada", "Ansatte"), place("væk", "Ansatte")}));
  EXPECT_EQ(told.members.at("G_A"), (Names{"ada"}));
  EXPECT_EQ(told.lists.at("G_A"), Completeness::partial);
  EXPECT_EQ(told.pull->completeness(ObjectClass::account), Completeness::partial);
}

TEST(LdifSource, AComputerAsAMemberIsAHolder) {
  const std::string computer =
      ldif_entry(place("PC1", "Maskiner"), {{"objectClass", "user"},
                                            {"objectClass", "computer"},
                                            {"objectGUID", guid('x')},
                                            {"sAMAccountName", "PC1$"},
                                            {"userAccountControl", "4096"}});
  const ReadExport told =
      read_export(user('a', "ada") + computer + group('g', "G_A", {place("PC1", "Maskiner")}));
  EXPECT_EQ(told.members.at("G_A"), (Names{"PC1$"}));
  EXPECT_EQ(told.lists.at("G_A"), Completeness::complete);
  EXPECT_EQ(told.pull->completeness(ObjectClass::account), Completeness::complete) << told.gaps();
  EXPECT_EQ(told.get("PC1$", Attribute::kind), "machine");
}

TEST(LdifSource, OnePlaceInTwoSpellingsIsOneMember) {
  const ReadExport told = read_export(
      user('a', "ada") + group('g', "G_A", {"cn=ADA, ou=ansatte, dc=Kommun, dc=Example"}));
  EXPECT_EQ(told.members.at("G_A"), (Names{"ada"}));
  EXPECT_TRUE(told.pull->gaps().empty()) << told.gaps();
}

TEST(LdifSource, AFileCutInARecordIsPartial) {
  const std::string whole =
      group('g', "G_A", {}) + user('a', "ada") + user('b', "bo") + user('c', "eva");
  for (const std::size_t less : {1UL, 2UL, 10UL, 60UL}) {
    const ReadExport told = read_export(whole.substr(0, whole.size() - less));
    ASSERT_TRUE(told.pull);
    EXPECT_EQ(told.pull->completeness(ObjectClass::account), Completeness::partial) << less;
    EXPECT_EQ(told.pull->completeness(ObjectClass::entitlement), Completeness::partial) << less;
  }
  EXPECT_EQ(read_export(whole).pull->completeness(ObjectClass::account), Completeness::complete);
}

TEST(LdifSource, FewerEntriesThanPromisedIsPartial) {
  const ReadExport told = read_export(user('a', "ada"), {{"minimum_entries", 2}});
  EXPECT_EQ(told.pull->completeness(ObjectClass::account), Completeness::partial);
}

TEST(LdifSource, ABadRecordWithAReadableKeyIsHeldAndNotMissed) {
  std::string bad = user('b', "bo");
  bad.insert(bad.size() - 1, "title:: ***\n");
  const ReadExport told = read_export(user('a', "ada") + bad + group('g', "G_A", {}));
  ASSERT_EQ(told.pull->held().size(), 1U);
  EXPECT_EQ(told.pull->held()[0].natural_id, "62626262-6262-6262-6262-626262626262");
  ASSERT_EQ(told.pull->rejected().size(), 1U);
  EXPECT_EQ(told.pull->rejected()[0].line, 8);
  EXPECT_EQ(told.pull->completeness(ObjectClass::account), Completeness::complete) << told.gaps();
}

TEST(LdifSource, ABadRecordWithoutAKeyMayHaveBeenAnybody) {
  const ReadExport told =
      read_export(user('a', "ada") + "dn: " + place("bo", "Ansatte") + "\ncn:: ***\n\n");
  EXPECT_EQ(told.pull->completeness(ObjectClass::account), Completeness::partial);
}

TEST(LdifSource, AnEmptyOrMissingFileIsNeverACompletePull) {
  EXPECT_EQ(read_export("").pull->completeness(ObjectClass::account), Completeness::partial);
  json values = {{"path", "nowhere.ldif"}};
  const auto connector = make_ldif_connector({"k", "ldif", "K", "/nonexistent", &values});
  ASSERT_TRUE(connector);
  const auto pull = (*connector)->read({core::Timestamp{}, {}});
  ASSERT_FALSE(pull);
  EXPECT_EQ(pull.error().kind, core::ErrorKind::not_found);
  EXPECT_NE(pull.error().message.find("nowhere.ldif"), std::string::npos);
}

TEST(LdifSource, ARangeThatTheFileCutsIsAGapOfThatGroup) {
  const ReadExport told =
      read_export(user('a', "ada") + ldif_entry(place("G_A", "Grupper"),
                                                {{"objectClass", "group"},
                                                 {"objectGUID", guid('g')},
                                                 {"sAMAccountName", "G_A"},
                                                 {"member;range=0-0", place("ada", "Ansatte")}}));
  EXPECT_EQ(told.members.at("G_A"), (Names{"ada"}));
  EXPECT_EQ(told.lists.at("G_A"), Completeness::partial);
  EXPECT_NE(told.gaps().find("members of G_A"), std::string::npos);
}

TEST(LdifSource, OneObjectToldTwiceIsOne) {
  const ReadExport told = read_export(user('a', "ada") + user('a', "ada") +
                                      group('g', "G_A", {place("ada", "Ansatte")}));
  EXPECT_EQ(told.pull->size(), 2U);
}

TEST(LdifSource, CheckSaysWhatTheFileHoldsAndWhereItIsBroken) {
  const test::ScratchFolder folder;
  test::write_file(folder.file("x.ldif"), user('a', "ada") + "dn: cn=b\ncn:: *\n\n");
  json values = {{"path", "x.ldif"}};
  const auto connector = make_ldif_connector({"k", "ldif", "K", folder.path().string(), &values});
  const auto lines = (*connector)->check(core::Timestamp{});
  ASSERT_TRUE(lines);
  std::string all;
  for (const auto& line : *lines) all += line.what + ": " + line.detail + "\n";
  EXPECT_NE(all.find("1 accounts"), std::string::npos) << all;
  EXPECT_NE(all.find("base64"), std::string::npos) << all;
  EXPECT_NE(all.find("ada"), std::string::npos) << all;
}

}  // namespace
}  // namespace rettesnor::connectors
