// What attributes of Active Directory and OpenLDAP mean, one rule at a time.
#include "connectors/directory/directory_meaning.h"

#include <gtest/gtest.h>

#include <deque>
#include <nlohmann/json.hpp>

namespace rettesnor::connectors {
namespace {

using core::Attribute;
using nlohmann::json;

const std::string kGuid("\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10", 16);

/// Holds the bytes that a DirectoryEntry borrows.
class Entry {
 public:
  explicit Entry(const std::string& dn) { entry_.dn = keep(dn); }
  Entry& with(const std::string& name, const std::vector<std::string>& values) {
    const auto begin = static_cast<std::uint32_t>(entry_.values.size());
    for (const auto& value : values) entry_.values.push_back(keep(value));
    entry_.attributes.push_back(
        {keep(name), begin, static_cast<std::uint32_t>(entry_.values.size())});
    return *this;
  }
  Entry& with(const std::string& name, const std::string& value) {
    return with(name, std::vector<std::string>{value});
  }
  const DirectoryEntry& get() const { return entry_; }

 private:
  std::string_view keep(const std::string& text) { return texts_.emplace_back(text); }
  std::deque<std::string> texts_;
  DirectoryEntry entry_;
};

DirectorySettings settings(const std::string& flavour, json more = json::object()) {
  more["path"] = "x.ldif";
  more["flavour"] = flavour;
  auto read = read_directory_settings({"k", "ldif", "K", "/", &more});
  EXPECT_TRUE(read) << read.error().message;
  return *read;
}

struct ReadEntry {
  EntryReading reading;
  std::string bytes;
  std::string get(Attribute a) const { return std::string(core::RecordView(bytes).get(a)); }
};

ReadEntry account(const Entry& entry, const json& more = json::object(),
                  const std::string& flavour = "ad") {
  const DirectorySettings with = settings(flavour, more);
  DirectoryMeaning meaning(with);
  core::RecordBuilder record;
  ReadEntry told{meaning.read_account(entry.get(), record), {}};
  told.bytes = record.bytes();
  return told;
}

ReadEntry group(const Entry& entry, const json& more = json::object()) {
  const DirectorySettings with = settings("ad", more);
  DirectoryMeaning meaning(with);
  core::RecordBuilder record;
  ReadEntry told{meaning.read_group(entry.get(), record), {}};
  told.bytes = record.bytes();
  return told;
}

Entry user(const std::string& dn = "CN=Mette Holm,OU=Ansatte,DC=kommun,DC=example") {
  Entry entry(dn);
  entry.with("objectGUID", kGuid).with("sAMAccountName", "meho");
  return entry;
}

TEST(DirectoryMeaning, AGuidIsWrittenAsWindowsWritesIt) {
  EXPECT_EQ(account(user()).reading.natural_id, "04030201-0605-0807-090a-0b0c0d0e0f10");
}

TEST(DirectoryMeaning, ASidEndsInItsRid) {
  const auto sid = read_sid(std::string_view(
      "\x01\x05\0\0\0\0\0\x05\x15\0\0\0\x01\0\0\0\x02\0\0\0\x03\0\0\0\x00\x02\0\0", 28));
  ASSERT_TRUE(sid);
  EXPECT_EQ(sid->text(), "S-1-5-21-1-2-3-512");
  EXPECT_EQ(sid->rid, 512U);
  EXPECT_FALSE(read_sid("short"));
  EXPECT_FALSE(read_sid(std::string_view("\x01\x0f\0\0\0\0\0\x05\x15\0\0\0", 12)));
}

TEST(DirectoryMeaning, AccountControlSaysEnabledAndTheTwoPasswordFlags) {
  EXPECT_EQ(account(user().with("userAccountControl", "512")).get(Attribute::enabled), "1");
  const ReadEntry off = account(user().with("userAccountControl", "66082"));
  EXPECT_EQ(off.get(Attribute::enabled), "0");
  EXPECT_EQ(off.get(Attribute::password_not_required), "1");
  EXPECT_EQ(off.get(Attribute::password_never_expires), "1");
}

TEST(DirectoryMeaning, ComputersAndTrustsAreMachinesAndDeletedObjectsAreLeftOut) {
  using Outcome = EntryReading::Outcome;
  for (const char* bits : {"4096", "532480", "2080"}) {
    EXPECT_EQ(account(user().with("userAccountControl", bits)).reading.outcome, Outcome::machine);
  }
  EXPECT_EQ(account(user().with("isDeleted", "TRUE")).reading.outcome, Outcome::left_out);
}

TEST(DirectoryMeaning, AMomentIsReadByItsAttributesSyntaxOrNotAtAll) {
  const auto expires = [](const char* attribute, const char* value) {
    Entry entry("uid=a,dc=x");
    entry.with("entryUUID", "1").with("uid", "a").with(attribute, value);
    return account(entry, {{"attributes", {{"expires", attribute}}}}, "openldap")
        .get(Attribute::expires);
  };
  EXPECT_EQ(expires("shadowExpire", "24837"), "2038-01-01T00:00:00Z");
  EXPECT_EQ(expires("shadowExpire", "18262"), "2020-01-01T00:00:00Z");
  EXPECT_EQ(expires("shadowExpire", "-1"), "");
  EXPECT_EQ(expires("shadowExpire", "0"), "");
  EXPECT_EQ(expires("krbPrincipalExpiration", "20270101120000+0100"), "2027-01-01T11:00:00Z");
  EXPECT_EQ(expires("loginExpirationTime", "20270101120000.123-0530"), "2027-01-01T17:30:00Z");
  EXPECT_EQ(expires("pwdEndTime", "2027010112+01"), "2027-01-01T11:00:00Z");
  // A number of days, or of seconds, is no FILETIME of the year 1601.
  EXPECT_EQ(expires("someDate", "24837"), "");
  EXPECT_EQ(expires("someDate", "1893456000"), "");
}

TEST(DirectoryMeaning, AValueThatCannotBeUnderstoodIsCounted) {
  const DirectorySettings with = settings("ad");
  DirectoryMeaning meaning(with);
  core::RecordBuilder record;
  meaning.read_account(user().with("accountExpires", "01.01.2027").get(), record);
  ASSERT_TRUE(meaning.unread_values().contains("expires"));
  EXPECT_EQ(meaning.unread_values().at("expires").count, 1U);
}

TEST(DirectoryMeaning, EachServersOwnLockIsHeeded) {
  const auto enabled = [](const char* attribute, const char* value) {
    Entry entry("uid=a,dc=x");
    entry.with("entryUUID", "1").with("uid", "a").with(attribute, value);
    return account(entry, {}, "openldap").get(Attribute::enabled);
  };
  EXPECT_EQ(enabled("nsAccountLock", "TRUE"), "0");
  EXPECT_EQ(enabled("ds-pwp-account-disabled", "true"), "0");
  EXPECT_EQ(enabled("loginDisabled", "TRUE"), "0");
  EXPECT_EQ(enabled("nsAccountLock", "FALSE"), "");
  EXPECT_EQ(enabled("pwdAccountLockedTime", "000001010000Z"), "0");
}

TEST(DirectoryMeaning, BothSpellingsOfNeverExpiresAreNever) {
  EXPECT_EQ(account(user().with("accountExpires", "0")).get(Attribute::expires), "");
  EXPECT_EQ(account(user().with("accountExpires", "9223372036854775807")).get(Attribute::expires),
            "");
  EXPECT_EQ(account(user().with("accountExpires", "133486632000000000")).get(Attribute::expires),
            "2024-01-02T10:00:00Z");
}

TEST(DirectoryMeaning, LastSignInCarriesItsLagAndAbsentIsNever) {
  const ReadEntry used = account(user().with("lastLogonTimestamp", "133486632000000000"));
  EXPECT_EQ(used.get(Attribute::last_used), "2024-01-02T10:00:00Z");
  EXPECT_EQ(used.get(Attribute::last_used_lag_days), "14");
  EXPECT_EQ(used.get(Attribute::never_used), "");
  EXPECT_EQ(account(user()).get(Attribute::never_used), "1");
  EXPECT_EQ(account(user().with("lastLogonTimestamp", "0")).get(Attribute::never_used), "1");
}

TEST(DirectoryMeaning, WhoMayNotSeeTheLastSignInSaysNothingOfIt) {
  const DirectorySettings with = settings("ad");
  DirectoryMeaning meaning(with);
  meaning.distrust_last_use();
  core::RecordBuilder record;
  meaning.read_account(user().get(), record);
  EXPECT_EQ(core::RecordView(record.bytes()).get(Attribute::never_used), "");
}

TEST(DirectoryMeaning, ThePatternOfALoginComesBeforeItsPlaceAndTheDeepestPlaceDecides) {
  const json kinds = {{"kind_by_ou",
                       {{"OU=Ansatte,DC=kommun,DC=example", "shared"},
                        {"ou=robotter,ou=ansatte,dc=kommun,dc=example", "robot"}}},
                      {"kind_by_login", {{"ADM_*", "admin"}}}};
  EXPECT_EQ(account(user(), kinds).get(Attribute::kind), "shared");
  EXPECT_EQ(
      account(user("CN=r,OU=Robotter,OU=Ansatte,DC=kommun,DC=example"), kinds).get(Attribute::kind),
      "robot");
  EXPECT_EQ(account(user("CN=x,DC=kommun,DC=example"), kinds).get(Attribute::kind), "personal");
  Entry admin("CN=x,OU=Ansatte,DC=kommun,DC=example");
  admin.with("objectGUID", kGuid).with("sAMAccountName", "adm_meho");
  EXPECT_EQ(account(admin, kinds).get(Attribute::kind), "admin");
}

TEST(DirectoryMeaning, TheBestAttributeThatIsThereWins) {
  EXPECT_EQ(account(user().with("employeeNumber", "7").with("employeeID", " 4711 "))
                .get(Attribute::employee_no),
            "4711");
  EXPECT_EQ(account(user().with("employeeNumber", "7")).get(Attribute::employee_no), "7");
  const json redirected = {{"people", {{"attributes", {{"employee_no", "extensionAttribute1"}}}}}};
  EXPECT_EQ(account(user().with("employeeID", "1").with("extensionAttribute1", "2"), redirected)
                .get(Attribute::employee_no),
            "2");
}

TEST(DirectoryMeaning, AVendorsNameBecomesItsCvrAndOthersHaveNone) {
  const json vendors = {{"vendor_attribute", "company"},
                        {"vendor_by_value", {{"Fjordsoft ApS", "12345678"}}}};
  EXPECT_EQ(account(user().with("company", "FJORDSOFT aps"), vendors).get(Attribute::vendor),
            "12345678");
  EXPECT_EQ(account(user().with("company", "Kommunen"), vendors).get(Attribute::vendor), "");
}

TEST(DirectoryMeaning, WithoutAReadableKeyThereIsNoAccount) {
  Entry entry("CN=x,DC=y");
  entry.with("sAMAccountName", "x");
  EXPECT_EQ(account(entry).reading.outcome, EntryReading::Outcome::no_key);
}

TEST(DirectoryMeaning, InvalidBytesAreReplacedAndOnlyAKeyIsWorthANote) {
  const ReadEntry told = account(user().with("title", "Bad\xFF").with("description", "x"));
  EXPECT_EQ(told.get(Attribute::title), "Bad\xEF\xBF\xBD");
  EXPECT_EQ(told.reading.note, "");
  Entry entry("CN=x,DC=y");
  entry.with("objectGUID", kGuid).with("sAMAccountName", "m\xFFho");
  EXPECT_NE(account(entry).reading.note, "");
}

TEST(DirectoryMeaning, LongNamesSurviveAndEndlessOnesAreCutWithANote) {
  const std::string long_name(64 * 1024, 'x');
  EXPECT_EQ(account(user().with("displayName", long_name)).get(Attribute::name), long_name);
  const ReadEntry endless = account(user().with("displayName", std::string(10 << 20U, 'x')));
  EXPECT_LT(endless.get(Attribute::name).size(), 1U << 20U);
  EXPECT_NE(endless.reading.note, "");
  EXPECT_EQ(account(user().with("title", std::string("a\0b", 3))).get(Attribute::title),
            "a\xEF\xBF\xBD"
            "b");
}

TEST(DirectoryMeaning, OpenLdapIsDisabledOnlyWhenLockedForGood) {
  const auto person = [](const std::string& locked) {
    Entry entry("uid=meho,dc=x");
    entry.with("entryUUID", "6F0C-1").with("uid", "meho").with("pwdAccountLockedTime", locked);
    return entry;
  };
  EXPECT_EQ(account(person("000001010000Z"), {}, "openldap").get(Attribute::enabled), "0");
  EXPECT_EQ(account(person("20260101000000Z"), {}, "openldap").get(Attribute::enabled), "");
  EXPECT_EQ(account(person("20260101000000Z"),
                    {{"disabled_when", {{"attribute", "pwdAccountLockedTime"}}}}, "openldap")
                .get(Attribute::enabled),
            "0");
  EXPECT_EQ(account(person("x"), {}, "openldap").reading.natural_id, "6f0c-1");
  EXPECT_EQ(account(person("x"), {}, "openldap").get(Attribute::never_used), "");
}

TEST(DirectoryMeaning, AGroupIsNamedByWhatIsUniqueInItsDomain) {
  Entry entry("CN=Økonomi,OU=Grupper,DC=x");
  entry.with("objectGUID", kGuid).with("cn", "Økonomi").with("sAMAccountName", "G_OKO");
  EXPECT_EQ(group(entry).get(Attribute::name), "G_OKO");
  Entry exchange("CN=Nyt,DC=x");
  exchange.with("objectGUID", kGuid).with("cn", "Nyt").with("sAMAccountName", "$KJ1000-ABC");
  EXPECT_EQ(group(exchange).get(Attribute::name), "Nyt");
}

TEST(DirectoryMeaning, DistributionGroupsAreReadUnlessLeftOut) {
  Entry entry("CN=Nyt,DC=x");
  entry.with("objectGUID", kGuid).with("cn", "Nyt").with("groupType", "2");
  EXPECT_EQ(group(entry).reading.outcome, EntryReading::Outcome::good);
  EXPECT_EQ(group(entry, {{"distribution_groups", false}}).reading.outcome,
            EntryReading::Outcome::left_out);
  Entry security("CN=Nyt,DC=x");
  security.with("objectGUID", kGuid).with("cn", "Nyt").with("groupType", "-2147483646");
  EXPECT_EQ(group(security, {{"distribution_groups", false}}).reading.outcome,
            EntryReading::Outcome::good);
}

TEST(DirectoryMeaning, RangesSayWhereTheNextBegins) {
  const DirectorySettings with = settings("ad");
  const DirectoryMeaning meaning(with);
  const auto told = [&](const std::string& name) {
    Entry entry("CN=g,DC=x");
    entry.with("member", std::vector<std::string>{})
        .with(name, std::vector<std::string>{"cn=a", "cn=b"});
    const ToldMembers members = meaning.read_members(entry.get());
    EXPECT_EQ(members.names.size(), 2U);
    return std::pair(members.next, members.broken);
  };
  using Next = std::optional<std::uint64_t>;
  EXPECT_EQ(told("member;range=0-1"), std::pair(Next(2), false));
  EXPECT_EQ(told("member;Range=1500-*"), std::pair(Next(), false));
  EXPECT_EQ(told("member"), std::pair(Next(), false));
  EXPECT_TRUE(told("member;range=0-x").second);
  EXPECT_TRUE(told("member;range=0-1499").second) << "two names are not 1,500";
  EXPECT_TRUE(told("member;range=").second || told("member;range=0").second);
}

}  // namespace
}  // namespace rettesnor::connectors
