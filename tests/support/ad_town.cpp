// The town of the `ad` tests, entry by entry.
#include "tests/support/ad_town.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <set>

#include "core/digest.h"
#include "core/time.h"
#include "tests/support/slapd_directory.h"

namespace rettesnor::test {
namespace {

std::string little_endian(unsigned number) {
  std::string out;
  for (int i = 0; i < 4; ++i, number >>= 8U) out += static_cast<char>(number & 255U);
  return out;
}

std::string make_town() {
  AdExport town;
  for (const char* unit : {"OU=Personale", "OU=Grupper", "OU=Masse", "OU=Store"}) town.unit(unit);
  const std::string people = "OU=Personale";
  town.user("ada", people,
            {{"givenName", "Ada"},
             {"sn", "Bæk"},
             {"displayName", "Ada Bæk"},
             {"mail", "ada@maagesund.example"},
             {"employeeID", "10001"},
             {"title", "Økonomikonsulent"},
             {"department", "Center for Økonomi og Løn"},
             {"lastLogonTimestamp", ad_filetime("2026-10-20T12:00:00Z")},
             {"accountExpires", "9223372036854775807"}});
  town.user("bo", people,
            {{"manager", AdExport::dn("CN=ada,OU=Personale")},
             {"accountExpires", "0"},
             {"description", "Vikar"}});
  town.user(
      "cleo", people,
      {{"userAccountControl", "514"}, {"accountExpires", ad_filetime("2026-09-30T22:00:00Z")}});
  town.user("dan", people, {{"primaryGroupID", "512"}, {"userAccountControl", "66048"}});
  // Accounts that sign in, and may not.
  town.user("laast", people,
            {{"userAccountControl", "514"}, {"clearTextPassword", "Laast.Doer.1"}});
  town.user("udloebet", people,
            {{"accountExpires", ad_filetime("2020-01-01T00:00:00Z")},
             {"clearTextPassword", "Udloebet.Doer.1"}});
  town.user("skift", people, {{"pwdLastSet", "0"}, {"clearTextPassword", "Skift.Doer.1"}});

  const std::string groups = "OU=Grupper";
  town.group("G_Indre", groups, {AdExport::dn("CN=bo,OU=Personale")});
  town.group("G_Ydre", groups,
             {AdExport::dn("CN=G_Indre,OU=Grupper"), AdExport::dn("CN=ada,OU=Personale")},
             {{"description", "Giver adgang til økonomi"},
              {"managedBy", AdExport::dn("CN=ada,OU=Personale")}});
  town.group("G_Tom", groups, {});
  const std::string foreign = town.foreign_principal(
      "S-1-5-21-7-8-9-1234", std::string("\1\5\0\0\0\0\0\5", 8) + little_endian(21) +
                                 little_endian(7) + little_endian(8) + little_endian(9) +
                                 little_endian(1234));
  town.group("G_Fremmed", groups, {foreign, AdExport::dn("CN=ada,OU=Personale")});

  std::vector<std::string> mass;
  for (int i = 1; i <= 4500; ++i) {
    char login[16];
    std::snprintf(login, sizeof login, "m%04d", i);
    town.user(login, "OU=Masse");
    mass.push_back(AdExport::dn("CN=" + std::string(login) + ",OU=Masse"));
  }
  for (const std::ptrdiff_t size : {1499, 1500, 1501, 4500}) {
    town.group("G_" + std::to_string(size), "OU=Store", {mass.begin(), mass.begin() + size});
  }
  town.group("Domain Users", "CN=Users", {}, {{"objectSid", ad_sid(513)}});
  town.group("Domain Admins", "CN=Users", {AdExport::dn("CN=ada,OU=Personale")},
             {{"objectSid", ad_sid(512)}});
  return town.ldif();
}

/// Stops the controller after the last test, while everything that it needs still lives.
class TownEnvironment : public testing::Environment {
 public:
  void TearDown() override { town_.reset(); }
  SambaDirectory& town() {
    if (!town_) town_ = std::make_unique<SambaDirectory>(ad_town_ldif());
    return *town_;
  }

 private:
  std::unique_ptr<SambaDirectory> town_;
};

}  // namespace

std::string ad_guid(std::string_view words) {
  const core::Sha256 digest = core::sha256(words);
  return {reinterpret_cast<const char*>(digest.data()), 16};
}

std::string ad_sid(unsigned rid) {
  std::string sid("\1\5\0\0\0\0\0\5", 8);
  for (const unsigned part : {21U, 1111111111U, 2222222222U, 3333333333U, rid}) {
    sid += little_endian(part);
  }
  return sid;
}

std::string ad_filetime(const std::string& iso) {
  constexpr long long kSecondsFrom1601 = 11644473600;
  const auto seconds = core::parse_timestamp(iso)->time_since_epoch().count();
  return std::to_string((seconds + kSecondsFrom1601) * 10'000'000);
}

void AdExport::entry(const std::string& dn, Lines lines, const Lines& more) {
  std::set<std::string> replaced;
  for (const auto& [name, value] : more) replaced.insert(name);
  std::erase_if(lines, [&](const auto& line) { return replaced.contains(line.first); });
  lines.insert(lines.end(), more.begin(), more.end());
  lines.insert(lines.begin(), {"changetype", "add"});
  lines.insert(lines.end(), {{"distinguishedName", dn},
                             {"instanceType", "4"},
                             {"whenCreated", "20190814083000.0Z"},
                             {"whenChanged", "20261020101500.0Z"},
                             {"uSNCreated", "12345"},
                             {"uSNChanged", "23456"},
                             {"objectGUID", ad_guid(dn)}});
  ldif_ += ldif_entry(dn, lines);
}

AdExport& AdExport::unit(const std::string& below) {
  entry(dn(below), {{"objectClass", "top"}, {"objectClass", "organizationalUnit"}}, {});
  return *this;
}

AdExport& AdExport::user(const std::string& login, const std::string& below, const Lines& more) {
  entry(dn("CN=" + login + "," + below),
        {{"objectClass", "top"},
         {"objectClass", "person"},
         {"objectClass", "organizationalPerson"},
         {"objectClass", "user"},
         {"cn", login},
         {"name", login},
         {"objectSid", ad_sid(next_rid_++)},
         {"sAMAccountName", login},
         {"userPrincipalName", login + "@maagesund.example"},
         {"sAMAccountType", "805306368"},
         {"objectCategory", "CN=Person,CN=Schema,CN=Configuration," + SambaDirectory::base_dn()},
         {"userAccountControl", "512"},
         {"primaryGroupID", "513"},
         {"pwdLastSet", ad_filetime("2026-06-01T06:00:00Z")},
         {"accountExpires", "9223372036854775807"}},
        more);
  return *this;
}

AdExport& AdExport::group(const std::string& name, const std::string& below,
                          const std::vector<std::string>& member_dns, const Lines& more) {
  Lines lines = {
      {"objectClass", "top"},
      {"objectClass", "group"},
      {"cn", name},
      {"name", name},
      {"objectSid", ad_sid(next_rid_++)},
      {"sAMAccountName", name},
      {"sAMAccountType", "268435456"},
      {"objectCategory", "CN=Group,CN=Schema,CN=Configuration," + SambaDirectory::base_dn()},
      {"groupType", "-2147483646"}};
  for (const std::string& member : member_dns) lines.emplace_back("member", member);
  entry(dn("CN=" + name + "," + below), std::move(lines), more);
  return *this;
}

std::string AdExport::foreign_principal(const std::string& sid_text, std::string_view sid_bytes) {
  const std::string name = dn("CN=" + sid_text + ",CN=ForeignSecurityPrincipals");
  entry(name,
        {{"objectClass", "top"},
         {"objectClass", "foreignSecurityPrincipal"},
         {"cn", sid_text},
         {"name", sid_text},
         {"objectCategory",
          "CN=Foreign-Security-Principal,CN=Schema,CN=Configuration," + SambaDirectory::base_dn()},
         {"objectSid", std::string(sid_bytes)}},
        {});
  return name;
}

nlohmann::json ad_ldif_settings(const std::string& file) {
  nlohmann::json settings = {{"path", file}, {"flavour", "ad"}};
  for (const char* place : {"OU=Personale", "OU=Grupper", "OU=Masse", "OU=Store",
                            "CN=Domain Users,CN=Users", "CN=Domain Admins,CN=Users"}) {
    settings["base_dns"].push_back(AdExport::dn(place));
  }
  return settings;
}

nlohmann::json ad_settings(const SambaDirectory& domain) {
  nlohmann::json settings = ad_ldif_settings({});
  settings.erase("path");
  settings["urls"] = {domain.ldaps_url()};
  settings["ca_file"] = domain.ca_file();
  settings["bind"] = {{"user", SambaDirectory::reader_upn()},
                      {"password_file", domain.reader_password_file()}};
  settings["answer_timeout_seconds"] = 20;
  return settings;
}

const std::string& ad_town_ldif() {
  static const std::string ldif = make_town();
  return ldif;
}

SambaDirectory& ad_town() {
  static auto* const environment = static_cast<TownEnvironment*>(
      testing::AddGlobalTestEnvironment(std::make_unique<TownEnvironment>().release()));
  return environment->town();
}

}  // namespace rettesnor::test
