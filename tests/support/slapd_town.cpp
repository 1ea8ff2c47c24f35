// Writes the town as LDIF for slapadd, with an entryUUID for each entry that stays.
#include "tests/support/slapd_town.h"

#include <cstdio>

#include "core/digest.h"
#include "tests/support/slapd_directory.h"

namespace rettesnor::test {
namespace {

constexpr const char* kSuffix = "dc=kommun,dc=example";

std::string uuid_of(const std::string& dn) {
  const std::string hex = core::to_hex(core::sha256(dn), 16);
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20);
}

using Attributes = std::vector<std::pair<std::string, std::string>>;

std::string entry(const std::string& dn, Attributes attributes) {
  attributes.emplace_back("entryUUID", uuid_of(dn));
  attributes.emplace_back("createTimestamp", "20190814083000Z");
  return ldif_entry(dn, attributes);
}

std::string group_dn(const std::string& name) {
  return "cn=" + name + ",ou=grupper," + kSuffix;
}

std::string group_entry(const std::string& name, const std::vector<std::string>& members) {
  Attributes attributes = {{"objectClass", "groupOfNames"}, {"cn", name}};
  for (const std::string& member : members) attributes.emplace_back("member", member);
  return entry(group_dn(name), attributes);
}

}  // namespace

std::string slapd_person_dn(int number) {
  return "uid=" + numbered("p%04d", number) + ",ou=personer," + kSuffix;
}

std::string slapd_town_ldif(const SlapdTown& town) {
  std::string ldif;
  for (const char* unit : {"personer", "grupper"}) {
    ldif += entry(std::string("ou=") + unit + "," + kSuffix,
                  {{"objectClass", "organizationalUnit"}, {"ou", unit}});
  }
  for (int i = 1; i <= town.people; ++i) {
    const std::string login = numbered("p%04d", i);
    ldif += entry(slapd_person_dn(i), {{"objectClass", "inetOrgPerson"},
                                       {"uid", login},
                                       {"cn", "Person " + std::to_string(i)},
                                       {"sn", std::to_string(i)},
                                       {"mail", login + "@kommun.example"},
                                       {"employeeNumber", std::to_string(10000 + i)}});
  }
  const int members = town.people - town.people_without_group;
  std::vector<std::string> all;
  for (int i = 1; i <= members; ++i) all.push_back(slapd_person_dn(i));
  ldif += group_entry("alle", all);
  std::vector<std::string> groups = {group_dn("alle")};
  for (int g = 1; g <= town.groups; ++g) {
    std::vector<std::string> some;
    for (int i = g; i <= members; i += town.groups) some.push_back(slapd_person_dn(i));
    const std::string name = numbered("g%02d", g);
    ldif += group_entry(name, some);
    groups.push_back(group_dn(name));
  }
  return ldif + group_entry("samlet", groups);
}

nlohmann::json slapd_settings(const SlapdDirectory& slapd, const std::string& url,
                              const std::string& ca_file) {
  return {{"urls", {url}},
          {"ca_file", ca_file},
          {"base_dns", {slapd.suffix()}},
          {"page_size", 50},
          {"bind", {{"user", slapd.reader_dn()}, {"password_file", slapd.reader_password_file()}}},
          {"connect_timeout_seconds", 2},
          {"answer_timeout_seconds", 1},
          {"pull_timeout_seconds", 30}};
}

}  // namespace rettesnor::test
