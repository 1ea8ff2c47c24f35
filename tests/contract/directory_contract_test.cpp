// What every read of a live directory promises, held against a real slapd.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "connectors/directory/directory_connector.h"
#include "tests/support/pull_text.h"
#include "tests/support/slapd_directory.h"

namespace rettesnor::test {
namespace {

using core::Completeness;
using core::ErrorKind;
using core::ObjectClass;
using nlohmann::json;
using std::chrono::seconds;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr int kPeople = 400;

std::string person_dn(int i, const std::string& suffix = "dc=kommun,dc=example") {
  return "uid=u" + std::to_string(i) + ",ou=personer," + suffix;
}

std::string group_dn(const std::string& name) {
  return "cn=" + name + ",ou=grupper,dc=kommun,dc=example";
}

std::string uuid_of(int i) {
  char out[40];
  std::snprintf(out, sizeof out, "00000000-0000-4000-8000-%012x", i);
  return out;
}

std::string person(int i) {
  return ldif_entry(person_dn(i), {{"objectClass", "inetOrgPerson"},
                                   {"uid", "u" + std::to_string(i)},
                                   {"cn", "Åse Bæk " + std::to_string(i)},
                                   {"sn", "Bæk"},
                                   {"mail", "u" + std::to_string(i) + "@kommun.example"},
                                   {"employeeNumber", std::to_string(10'000 + i)},
                                   {"manager", person_dn(i / 10)},
                                   {"entryUUID", uuid_of(i)}});
}

std::string group(const std::string& name, int key, const std::vector<std::string>& members) {
  std::vector<std::pair<std::string, std::string>> attributes = {
      {"objectClass", "groupOfNames"}, {"cn", name}, {"entryUUID", uuid_of(100'000 + key)}};
  for (const auto& member : members) attributes.emplace_back("member", member);
  return ldif_entry(group_dn(name), attributes);
}

std::string units() {
  std::string out;
  for (const char* name : {"personer", "grupper"}) {
    out += ldif_entry(std::string("ou=") + name + ",dc=kommun,dc=example",
                      {{"objectClass", "organizationalUnit"}, {"ou", name}});
  }
  return out;
}

std::vector<std::string> town_entries() {
  std::vector<std::string> entries;
  std::vector<std::string> all;
  for (int i = 0; i < kPeople; ++i) {
    entries.push_back(person(i));
    all.push_back(person_dn(i));
  }
  entries.push_back(group("alle", 1, all));
  entries.push_back(group("nogle", 2, {person_dn(3), person_dn(4), group_dn("dybt")}));
  entries.push_back(group("dybt", 3, {person_dn(5)}));
  return entries;
}

std::string town() {
  std::string out = units();
  for (const auto& entry : town_entries()) out += entry;
  return out;
}

json settings_for(const SlapdDirectory& slapd) {
  return {{"urls", {slapd.ldaps_url()}},
          {"ca_file", slapd.ca_file()},
          {"base_dns", {slapd.suffix()}},
          {"page_size", 50},
          {"connect_timeout_seconds", 3},
          {"answer_timeout_seconds", 2},
          {"pull_timeout_seconds", 30},
          {"bind", {{"user", slapd.reader_dn()}, {"password_file", slapd.reader_password_file()}}}};
}

core::Result<core::Pull> read(json settings, const json& more = json::object()) {
  settings.merge_patch(more);
  const auto made =
      connectors::make_directory_connector({"kataloget", "ldap", "Kataloget", "/", &settings});
  if (!made) return tl::unexpected(made.error());
  return (*made)->read({pull_moment(), {}});
}

bool all_complete(const core::Pull& pull) {
  return pull.completeness(ObjectClass::account) == Completeness::complete &&
         pull.completeness(ObjectClass::entitlement) == Completeness::complete;
}

/// For tests that only read: one server for all of them.
class DirectoryContract : public testing::Test {
 protected:
  static void SetUpTestSuite() { slapd_ = std::make_unique<SlapdDirectory>(SlapdWish{}, town()); }
  static void TearDownTestSuite() { slapd_.reset(); }
  static std::unique_ptr<SlapdDirectory> slapd_;
};
std::unique_ptr<SlapdDirectory> DirectoryContract::slapd_;

TEST_F(DirectoryContract, EverybodyAndEveryMembershipIsRead) {
  const auto pull = read(settings_for(*slapd_));
  ASSERT_TRUE(pull) << pull.error().message;
  EXPECT_TRUE(all_complete(*pull)) << pull_text(*pull);
  EXPECT_THAT(gap_lines(*pull), IsEmpty());
  EXPECT_EQ(pull->size(), static_cast<std::size_t>(kPeople) + 3);
  EXPECT_EQ(members_of(*pull, "alle").size(), static_cast<std::size_t>(kPeople));
  EXPECT_THAT(members_of(*pull, "nogle"), ElementsAre("dybt", "u3", "u4"));
  const auto record = record_of(*pull, find_by_login(*pull, "u42"));
  EXPECT_EQ(record.get(core::Attribute::name), "Åse Bæk 42");
  EXPECT_EQ(record.get(core::Attribute::employee_no), "10042");
  EXPECT_EQ(record.get(core::Attribute::manager), uuid_of(4));
}

TEST_F(DirectoryContract, TwoReadsGiveTheSame) {
  const auto first = read(settings_for(*slapd_));
  const auto second = read(settings_for(*slapd_), {{"page_size", 7}});
  ASSERT_TRUE(first && second);
  EXPECT_EQ(pull_text(*first), pull_text(*second));
}

TEST_F(DirectoryContract, BasesThatOverlapTellEverybodyOnce) {
  const auto pull = read(settings_for(*slapd_),
                         {{"base_dns", {slapd_->suffix(), "ou=personer," + slapd_->suffix()}}});
  ASSERT_TRUE(pull) << pull.error().message;
  EXPECT_EQ(pull_text(*pull), pull_text(*read(settings_for(*slapd_))));
}

TEST_F(DirectoryContract, StartTlsReadsTheSame) {
  const auto pull =
      read(settings_for(*slapd_), {{"urls", {slapd_->ldap_url()}}, {"start_tls", true}});
  ASSERT_TRUE(pull) << pull.error().message;
  EXPECT_EQ(pull_text(*pull), pull_text(*read(settings_for(*slapd_))));
}

TEST_F(DirectoryContract, TheNamesReadTwiceChangeNothingWhenAllIsWell) {
  const auto pull = read(settings_for(*slapd_), {{"cross_check", "recount"}});
  ASSERT_TRUE(pull) << pull.error().message;
  EXPECT_EQ(pull_text(*pull), pull_text(*read(settings_for(*slapd_))));
}

TEST_F(DirectoryContract, AWrongBaseIsAnErrorAndNoEmptyDirectory) {
  const auto pull = read(settings_for(*slapd_), {{"base_dns", {"ou=intet,dc=kommun,dc=example"}}});
  ASSERT_FALSE(pull);
  EXPECT_EQ(pull.error().kind, ErrorKind::not_found);
  EXPECT_THAT(pull.error().message, HasSubstr("ou=intet"));
}

TEST_F(DirectoryContract, AnEmptyPlaceIsAGapAndNoEmptyDirectory) {
  const auto pull = read(settings_for(*slapd_), {{"people", {{"bases", {slapd_->reader_dn()}}}}});
  ASSERT_TRUE(pull) << pull.error().message;
  EXPECT_EQ(pull->completeness(ObjectClass::account), Completeness::partial);
}

TEST_F(DirectoryContract, AWrongPasswordIsUnauthorizedAndStaysUnsaid) {
  const ScratchFolder folder;
  write_secret(folder.file("password"), "helt-forkert-99");
  const auto pull =
      read(settings_for(*slapd_), {{"bind", {{"password_file", folder.file("password")}}}});
  ASSERT_FALSE(pull);
  EXPECT_EQ(pull.error().kind, ErrorKind::unauthorized);
  EXPECT_THAT(pull.error().message, Not(HasSubstr("helt-forkert-99")));
  EXPECT_THAT(pull.error().message, HasSubstr("cn=reader"));
}

TEST_F(DirectoryContract, AWrongPasswordIsNotTriedOnTheNextServer) {
  const ScratchFolder folder;
  write_secret(folder.file("password"), "helt-forkert-99");
  const auto pull =
      read(settings_for(*slapd_), {{"urls", {slapd_->ldaps_url(), "ldaps://127.0.0.1:1"}},
                                   {"bind", {{"password_file", folder.file("password")}}}});
  ASSERT_FALSE(pull);
  EXPECT_EQ(pull.error().kind, ErrorKind::unauthorized);
}

TEST_F(DirectoryContract, TheNextServerIsAskedWhenOneCannotBeReached) {
  const auto pull =
      read(settings_for(*slapd_), {{"urls", {"ldaps://127.0.0.1:1", slapd_->ldaps_url()}}});
  ASSERT_TRUE(pull) << pull.error().message;
  EXPECT_TRUE(all_complete(*pull));
}

TEST_F(DirectoryContract, APasswordFileThatOthersCanReadIsRefused) {
  const ScratchFolder folder;
  write_file(folder.file("password"), SlapdDirectory::reader_password());
  std::filesystem::permissions(folder.file("password"), std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  const auto pull =
      read(settings_for(*slapd_), {{"bind", {{"password_file", folder.file("password")}}}});
  ASSERT_FALSE(pull);
  EXPECT_THAT(pull.error().message, Not(HasSubstr(SlapdDirectory::reader_password())));
}

TEST_F(DirectoryContract, AnUnknownAuthorityIsRefusedAndNamed) {
  const ScratchFolder folder;
  write_file(folder.file("ca.pem"), TestAuthority("En anden myndighed").certificate_pem());
  const auto pull = read(settings_for(*slapd_), {{"ca_file", folder.file("ca.pem")}});
  ASSERT_FALSE(pull);
  EXPECT_EQ(pull.error().kind, ErrorKind::refused);
  EXPECT_THAT(pull.error().message,
              AllOf(HasSubstr("Rettesnor Test CA"), HasSubstr("no password was sent")));
}

TEST_F(DirectoryContract, ThePullKnowsWhoItDidNotAskFor) {
  const auto pull = read(settings_for(*slapd_), {{"people", {{"filter", "(uid=u3)"}}}});
  ASSERT_TRUE(pull) << pull.error().message;
  // Somebody whom the filter leaves out is there: no hole, told of, and a member all the same.
  EXPECT_THAT(members_of(*pull, "nogle"), ElementsAre("dybt", "u3", "u4"));
  EXPECT_TRUE(all_complete(*pull)) << pull_text(*pull);
}

TEST_F(DirectoryContract, CheckCountsWhomAFilterLeavesOut) {
  json settings = settings_for(*slapd_);
  settings["people"] = {{"filter", "(&(objectClass=inetOrgPerson)(!(uid=u7)))"}};
  const auto made =
      connectors::make_directory_connector({"kataloget", "ldap", "Kataloget", "/", &settings});
  ASSERT_TRUE(made);
  const auto lines = (*made)->check(pull_moment());
  ASSERT_TRUE(lines);
  std::string all;
  for (const auto& line : *lines) all += line.what + ": " + line.detail + "\n";
  EXPECT_THAT(all, HasSubstr("people.filter (&(objectClass=inetOrgPerson)(!(uid=u7))): "));
  EXPECT_THAT(all, HasSubstr("uid=u7,"));
}

TEST_F(DirectoryContract, CheckTellsConnectionCertificateRightsAndASample) {
  const json settings = settings_for(*slapd_);
  const auto made =
      connectors::make_directory_connector({"kataloget", "ldap", "Kataloget", "/", &settings});
  ASSERT_TRUE(made);
  const auto lines = (*made)->check(pull_moment());
  ASSERT_TRUE(lines);
  std::string all;
  for (const auto& line : *lines) all += line.what + ": " + line.detail + "\n";
  EXPECT_THAT(all, AllOf(HasSubstr("TLS1.3"), HasSubstr("Rettesnor Test CA"),
                         HasSubstr("days left"), HasSubstr("accounts are visible"),
                         HasSubstr("with their members"), HasSubstr("u0")));
  EXPECT_THAT(all, Not(HasSubstr(SlapdDirectory::reader_password())));
}

core::Result<core::Pull> read_with(const SlapdWish& wish, const std::string& ldif,
                                   const json& more = json::object()) {
  const SlapdDirectory slapd(wish, ldif);
  return read(settings_for(slapd), more);
}

TEST(DirectoryContractWith, ShuffledEntriesGiveTheSamePull) {
  auto entries = town_entries();
  std::mt19937 random(11);
  const auto load = [&] {
    std::string text = units();
    for (const auto& entry : entries) text += entry;
    return text;
  };
  const std::set<core::Attribute> without = {core::Attribute::created};
  const auto first = read_with({}, load());
  ASSERT_TRUE(first) << first.error().message;
  for (int i = 0; i < 3; ++i) {
    std::shuffle(entries.begin(), entries.end(), random);
    const auto again = read_with({}, load());
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(pull_text(*again, without), pull_text(*first, without));
  }
}

TEST(DirectoryContractWith, ASizeLimitGivesAPartialPullThatSaysSo) {
  SlapdWish wish;
  wish.limits = "limits * size.soft=100 size.hard=100 size.pr=50 size.prtotal=100";
  const auto pull = read_with(wish, town());
  ASSERT_TRUE(pull) << pull.error().message;
  EXPECT_EQ(pull->completeness(ObjectClass::account), Completeness::partial);
  EXPECT_GT(pull->size(), 50U);
  EXPECT_THAT(gap_lines(*pull), testing::Contains(HasSubstr("limit exceeded")));
}

TEST(DirectoryContractWith, APageLargerThanTheServerAllowsIsNoShortList) {
  SlapdWish wish;
  wish.limits = "limits * size=unlimited size.pr=20 size.prtotal=unlimited";
  const auto pull = read_with(wish, town());
  if (pull && all_complete(*pull)) {
    EXPECT_EQ(pull->size(), static_cast<std::size_t>(kPeople) + 3);
  }
}

TEST(DirectoryContractWith, MembersWhomARuleHidesAreAGap) {
  SlapdWish wish;
  wish.access =
      "access to attrs=userPassword by anonymous auth by * none\n"
      "access to dn.regex=\"^uid=u[0-9]*[13579],\" by * none\n"
      "access to * by users read by * none\n";
  const auto pull = read_with(wish, town());
  ASSERT_TRUE(pull) << pull.error().message;
  EXPECT_EQ(pull->completeness(ObjectClass::account), Completeness::partial);
  EXPECT_EQ(member_completeness(*pull, "alle"), Completeness::partial);
  EXPECT_EQ(member_completeness(*pull, "dybt"), Completeness::partial);
  EXPECT_THAT(gap_lines(*pull), testing::Contains(HasSubstr("200 members")));
}

TEST(DirectoryContractWith, HalfATreeThatNobodyNamesIsCountedAsItIsSeen) {
  SlapdWish wish;
  wish.access =
      "access to attrs=userPassword by anonymous auth by * none\n"
      "access to dn.regex=\"^uid=u[0-9]*[13579],\" by * none\n"
      "access to * by users read by * none\n";
  std::string ldif = units();
  for (int i = 0; i < kPeople; ++i) ldif += person(i);
  ldif += group("lige", 1, {person_dn(2)});
  const auto pull = read_with(wish, ldif);
  ASSERT_TRUE(pull) << pull.error().message;
  // The server says success and tells half: only the history can see that. The count is honest.
  EXPECT_EQ(pull->size(), static_cast<std::size_t>(kPeople) / 2 + 1);
}

TEST(DirectoryContractWith, AHiddenKeyIsAGapAndNoAccount) {
  SlapdWish wish;
  wish.access =
      "access to attrs=userPassword by anonymous auth by * none\n"
      "access to attrs=entryUUID by * none\n"
      "access to * by users read by * none\n";
  const auto pull = read_with(wish, town());
  ASSERT_TRUE(pull) << pull.error().message;
  EXPECT_EQ(pull->size(), 0U);
  EXPECT_EQ(pull->completeness(ObjectClass::account), Completeness::partial);
  EXPECT_THAT(gap_lines(*pull), testing::Contains(HasSubstr("natural id")));
}

TEST(DirectoryContractWith, MembersOfAnyKindOfGroupAreRead) {
  const std::string ldif =
      units() + person(1) + person(2) + person(3) +
      ldif_entry(group_dn("unik"), {{"objectClass", "groupOfUniqueNames"},
                                    {"cn", "unik"},
                                    {"uniqueMember", person_dn(1)},
                                    {"uniqueMember", "UID=u2, OU=Personer,dc=kommun,dc=example"}}) +
      ldif_entry(group_dn("posix"), {{"objectClass", "posixGroup"},
                                     {"cn", "posix"},
                                     {"gidNumber", "1"},
                                     {"memberUid", "u3"}});
  const auto pull = read_with({}, ldif);
  ASSERT_TRUE(pull) << pull.error().message;
  EXPECT_THAT(members_of(*pull, "unik"), ElementsAre("u1", "u2"));
  EXPECT_THAT(members_of(*pull, "posix"), ElementsAre("u3"));
}

TEST(DirectoryContractWith, NamesThatNeedEscapingAreFoundAsMembers) {
  const std::string odd =
      "cn=Holm\\2C Åse \\2B \\23 \\28x\\29 \\2A,ou=personer,dc=kommun,dc=example";
  const std::string ldif = units() +
                           ldif_entry(odd, {{"objectClass", "inetOrgPerson"},
                                            {"cn", "Holm, Åse + # (x) *"},
                                            {"sn", "Holm"},
                                            {"uid", "ase"}}) +
                           group("g", 1, {odd});
  const auto pull = read_with({}, ldif);
  ASSERT_TRUE(pull) << pull.error().message;
  EXPECT_THAT(members_of(*pull, "g"), ElementsAre("ase"));
  EXPECT_TRUE(all_complete(*pull)) << pull_text(*pull);
}

TEST(DirectoryContractWith, MembersThatAreGoneAreAGapUnlessTheDirectoryKeepsThem) {
  const std::string ldif = units() + person(1) + group("g", 1, {person_dn(1), person_dn(999)});
  const auto strict = read_with({}, ldif);
  ASSERT_TRUE(strict) << strict.error().message;
  EXPECT_EQ(member_completeness(*strict, "g"), Completeness::partial);
  const auto lenient = read_with({}, ldif, {{"dangling_members", "ignore"}});
  ASSERT_TRUE(lenient) << lenient.error().message;
  EXPECT_TRUE(all_complete(*lenient)) << pull_text(*lenient);
  EXPECT_EQ(member_completeness(*lenient, "g"), Completeness::complete);
}

TEST(DirectoryContractWith, APartOnAnotherServerIsAGapUnlessItIsReadElsewhere) {
  const std::string ldif =
      town() + ldif_entry("ou=skoler,dc=kommun,dc=example",
                          {{"objectClass", "referral"},
                           {"objectClass", "extensibleObject"},
                           {"ou", "skoler"},
                           {"ref", "ldap://192.0.2.1/ou=skoler,dc=kommun,dc=example"}});
  const auto pull = read_with({}, ldif);
  ASSERT_TRUE(pull) << pull.error().message;
  EXPECT_EQ(pull->completeness(ObjectClass::account), Completeness::partial);
  EXPECT_THAT(gap_lines(*pull), testing::Contains(HasSubstr("ou=skoler")));
  const auto known =
      read_with({}, ldif, {{"ignore_references", {"OU=Skoler,dc=kommun,dc=example"}}});
  ASSERT_TRUE(known) << known.error().message;
  EXPECT_TRUE(all_complete(*known)) << pull_text(*known);
}

TEST(DirectoryContractWith, WhomAFilterLeavesOutIsToldOfAndStaysAMember) {
  // One is asked for alone; of many the server lists those that do not fit.
  for (const char* left_out : {"(uid=u7)", "(uid=u3*)"}) {
    const std::string filter = "(&(objectClass=inetOrgPerson)(!" + std::string(left_out) + "))";
    const auto pull = read_with({}, town(), {{"people", {{"filter", filter}}}});
    ASSERT_TRUE(pull) << pull.error().message;
    EXPECT_EQ(members_of(*pull, "alle").size(), static_cast<std::size_t>(kPeople));
    EXPECT_EQ(member_completeness(*pull, "alle"), Completeness::complete);
    EXPECT_THAT(gap_lines(*pull), testing::Contains(HasSubstr("people.filter " + filter)));
  }
  const auto pull = read_with(
      {}, town(), {{"people", {{"filter", "(&(objectClass=inetOrgPerson)(!(uid=u7)))"}}}});
  const auto record = record_of(*pull, find_by_login(*pull, "u7"));
  EXPECT_EQ(record.get(core::Attribute::kind), "other");
  EXPECT_EQ(pull->object(find_by_login(*pull, "u7")).natural_id, uuid_of(7));
}

TEST(DirectoryContractWith, MembersOfOtherClassesAreKeptAndRulesAreNotWorkedOut) {
  SlapdWish wish;
  wish.more_global = "include /etc/ldap/schema/dyngroup.schema";
  const std::string host = "cn=srv1,ou=personer,dc=kommun,dc=example";
  const std::string service = "uid=svc,ou=personer,dc=kommun,dc=example";
  const std::string ldif =
      units() + person(1) + ldif_entry(host, {{"objectClass", "device"}, {"cn", "srv1"}}) +
      ldif_entry(service, {{"objectClass", "account"},
                           {"objectClass", "simpleSecurityObject"},
                           {"uid", "svc"},
                           {"userPassword", "x"}}) +
      ldif_entry(group_dn("dynamisk"),
                 {{"objectClass", "groupOfURLs"},
                  {"cn", "dynamisk"},
                  {"memberURL", "ldap:///dc=kommun,dc=example??sub?(objectClass=person)"}}) +
      group("admins", 1, {person_dn(1), host, service, group_dn("dynamisk")});
  const auto pull = read_with(wish, ldif);
  ASSERT_TRUE(pull) << pull.error().message;
  EXPECT_THAT(members_of(*pull, "admins"), ElementsAre("dynamisk", "srv1", "svc", "u1"));
  EXPECT_EQ(record_of(*pull, find_by_login(*pull, "srv1")).get(core::Attribute::kind), "machine");
  EXPECT_EQ(record_of(*pull, find_by_login(*pull, "svc")).get(core::Attribute::kind), "other");
  EXPECT_EQ(member_completeness(*pull, "admins"), Completeness::complete);
  EXPECT_EQ(member_completeness(*pull, "dynamisk"), Completeness::partial);
}

TEST(DirectoryContractWith, ThePrimaryGroupOfUnixGivesItsRights) {
  const auto unix_person = [](const std::string& login, const std::string& gid) {
    return ldif_entry("uid=" + login + ",ou=personer,dc=kommun,dc=example",
                      {{"objectClass", "inetOrgPerson"},
                       {"objectClass", "posixAccount"},
                       {"uid", login},
                       {"cn", login},
                       {"sn", login},
                       {"uidNumber", "1"},
                       {"homeDirectory", "/"},
                       {"gidNumber", gid}});
  };
  const auto pull = read_with({}, units() + unix_person("ada", "10") + unix_person("bo", "11") +
                                      ldif_entry(group_dn("wheel"), {{"objectClass", "posixGroup"},
                                                                     {"cn", "wheel"},
                                                                     {"gidNumber", "10"},
                                                                     {"memberUid", "bo"}}));
  ASSERT_TRUE(pull) << pull.error().message;
  EXPECT_THAT(members_of(*pull, "wheel"), ElementsAre("ada", "bo"));
  EXPECT_TRUE(all_complete(*pull)) << pull_text(*pull);
}

TEST(DirectoryContractWith, ABaseOfGroupsThatIsRefusedLeavesForeignMembersUnknown) {
  SlapdWish wish;
  wish.access =
      "access to attrs=userPassword by anonymous auth by * none\n"
      "access to dn.subtree=\"ou=lukket,dc=kommun,dc=example\" by * none\n"
      "access to * by users read by * none\n";
  const std::string ldif =
      town() + ldif_entry("ou=lukket,dc=kommun,dc=example",
                          {{"objectClass", "organizationalUnit"}, {"ou", "lukket"}});
  const json bases = {
      {"groups",
       {{"bases", {"ou=grupper,dc=kommun,dc=example", "ou=lukket,dc=kommun,dc=example"}}}}};
  const auto pull = read_with(wish, ldif, bases);
  ASSERT_TRUE(pull) << pull.error().message;
  EXPECT_EQ(pull->completeness(ObjectClass::entitlement), Completeness::partial);
  EXPECT_EQ(pull->completeness(ObjectClass::account), Completeness::partial);
  const auto open = read_with({}, ldif, bases);
  ASSERT_TRUE(open) << open.error().message;
  EXPECT_TRUE(all_complete(*open)) << pull_text(*open);
}

core::Error error_with_certificate(const CertificateWish& wish, const std::string& host) {
  SlapdWish slapd_wish;
  slapd_wish.certificate = wish;
  const SlapdDirectory slapd(slapd_wish, town());
  const auto pull =
      read(settings_for(slapd),
           {{"urls", {"ldaps://" + host + ":" + std::to_string(slapd.ldaps_port())}}});
  EXPECT_FALSE(pull);
  return pull ? core::Error{ErrorKind::corrupt, "it was accepted"} : pull.error();
}

TEST(DirectoryTls, AnExpiredCertificateIsRefusedWithItsDate) {
  CertificateWish wish;
  wish.valid_from_days = -90;
  wish.valid_to_days = -1;
  const auto error = error_with_certificate(wish, "127.0.0.1");
  EXPECT_EQ(error.kind, ErrorKind::refused);
  EXPECT_THAT(error.message, AllOf(HasSubstr("expired on"), HasSubstr("no password was sent")));
}

TEST(DirectoryTls, ACertificateOfTomorrowIsRefused) {
  CertificateWish wish;
  wish.valid_from_days = 1;
  EXPECT_THAT(error_with_certificate(wish, "127.0.0.1").message, HasSubstr("not valid before"));
}

TEST(DirectoryTls, ACertificateForAnotherHostIsRefusedWithItsNames) {
  CertificateWish wish;
  wish.addresses = {"192.0.2.1"};
  const auto error = error_with_certificate(wish, "127.0.0.1");
  EXPECT_EQ(error.kind, ErrorKind::refused);
  EXPECT_THAT(error.message,
              AllOf(HasSubstr("ldap.kommun.example"), HasSubstr("not for 127.0.0.1")));
}

TEST(DirectoryTls, AServerThatOnlySpeaksOldTlsIsRefused) {
  const ScratchFolder folder;
  const TestAuthority authority;
  authority.issue(folder.path(), "server");
  write_file(folder.file("ca.crt"), authority.certificate_pem());
  write_secret(folder.file("password"), "Hemmelig-7");
  const int port = free_port();
  Process server({"openssl", "s_server", "-accept", "127.0.0.1:" + std::to_string(port), "-cert",
                  folder.file("server.crt"), "-key", folder.file("server.key"), "-tls1_1",
                  "-cipher", "ALL:@SECLEVEL=0", "-www", "-msg"},
                 folder.file("log"));
  ASSERT_TRUE(wait_until(
      [&] { return read_file(folder.file("log")).find("ACCEPT") != std::string::npos; }));
  const json settings = {{"urls", {"ldaps://127.0.0.1:" + std::to_string(port)}},
                         {"ca_file", folder.file("ca.crt")},
                         {"base_dns", {"dc=x"}},
                         {"connect_timeout_seconds", 3},
                         {"bind", {{"user", "cn=x"}, {"password_file", folder.file("password")}}}};
  const auto pull = read(settings);
  ASSERT_FALSE(pull);
  EXPECT_EQ(pull.error().kind, ErrorKind::refused);
  EXPECT_THAT(pull.error().message, HasSubstr("TLS 1.2"));
  EXPECT_THAT(read_file(folder.file("log")), Not(HasSubstr("Hemmelig-7")));
}

TEST(DirectoryTls, StartTlsThatIsNotGivenEndsBeforeThePassword) {
  // Without a certificate slapd refuses StartTLS, as it looks when somebody between strips it.
  const ScratchFolder folder;
  const int port = free_port();
  std::filesystem::create_directory(folder.path() / "db");
  write_file(folder.file("slapd.conf"),
             "include /etc/ldap/schema/core.schema\nmodulepath /usr/lib/ldap\nmoduleload back_mdb\n"
             "database mdb\nsuffix dc=x\nrootdn cn=a,dc=x\nrootpw p\ndirectory " +
                 folder.file("db") + "\n");
  write_file(folder.file("ca.crt"), TestAuthority().certificate_pem());
  write_secret(folder.file("password"), "Hemmelig-7");
  Process server({"slapd", "-f", folder.file("slapd.conf"), "-h",
                  "ldap://127.0.0.1:" + std::to_string(port), "-d", "packets,ber"},
                 folder.file("log"));
  const json settings = {
      {"urls", {"ldap://127.0.0.1:" + std::to_string(port)}},
      {"start_tls", true},
      {"ca_file", folder.file("ca.crt")},
      {"base_dns", {"dc=x"}},
      {"connect_timeout_seconds", 3},
      {"bind", {{"user", "cn=a,dc=x"}, {"password_file", folder.file("password")}}}};
  core::Result<core::Pull> pull = tl::unexpected(core::Error{ErrorKind::unreachable, ""});
  ASSERT_TRUE(wait_until([&] {
    pull = read(settings);
    return !pull && pull.error().message.find("cannot connect") == std::string::npos;
  }));
  EXPECT_THAT(pull.error().message,
              AllOf(HasSubstr("StartTLS"), HasSubstr("no password was sent")));
  EXPECT_THAT(read_file(folder.file("log")), Not(HasSubstr("Hemmelig-7")));
}

TEST(DirectoryOutage, AServerThatFreezesInTheMiddleEndsWithinTheTimeout) {
  SlapdDirectory slapd({}, town());
  json settings = settings_for(slapd);
  settings["page_size"] = 20;
  const auto made =
      connectors::make_directory_connector({"kataloget", "ldap", "Kataloget", "/", &settings});
  ASSERT_TRUE(made);
  std::atomic<bool> frozen = false;
  const auto begun = std::chrono::steady_clock::now();
  std::thread freezer([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    slapd.pause();
    frozen = true;
  });
  const auto pull = (*made)->read({pull_moment(), {}});
  freezer.join();
  slapd.resume();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, seconds(12));
  if (pull) {
    EXPECT_TRUE(!all_complete(*pull) || pull->size() == static_cast<std::size_t>(kPeople) + 3);
  }
}

TEST(DirectoryOutage, AServerKilledAtAnyMomentNeverGivesACompleteShorterList) {
  SlapdDirectory slapd({}, town());
  const auto whole = read(settings_for(slapd));
  ASSERT_TRUE(whole) << whole.error().message;
  std::mt19937 random(5);
  std::size_t short_of_all = 0;
  for (int i = 0; i < 40; ++i) {
    const auto moment =
        std::chrono::microseconds(std::uniform_int_distribution<int>(0, 40'000)(random));
    std::thread killer([&] {
      std::this_thread::sleep_for(moment);
      slapd.kill();
    });
    const auto pull = read(settings_for(slapd), {{"page_size", 10}});
    killer.join();
    slapd.start();
    if (!pull || !all_complete(*pull)) {
      ++short_of_all;
      continue;
    }
    EXPECT_EQ(pull_text(*pull), pull_text(*whole)) << moment.count();
  }
  EXPECT_GT(short_of_all, 0U) << "no kill hit a read: the test shows nothing";
}

}  // namespace
}  // namespace rettesnor::test
