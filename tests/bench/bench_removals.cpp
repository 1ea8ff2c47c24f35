// A thousand memberships taken away and looked at again, against ldapmodify taking away the same.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "connectors/revoker.h"
#include "core/digest.h"
#include "tests/bench/parts.h"
#include "tests/support/slapd_directory.h"

namespace rettesnor::bench {
namespace {

constexpr int kRounds = 3;
constexpr int kPeopleInAGroup = 50;
const std::string kSuffix = "dc=kommun,dc=example";
constexpr const char* kWriterPassword = "Skriv.Lidt.Vinter88";

std::string uuid_of(const std::string& dn) {
  const std::string hex = core::to_hex(core::sha256(dn), 16);
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20);
}

std::string person_dn(std::uint32_t number) {
  return "uid=p" + std::to_string(number) + ",ou=personer," + kSuffix;
}

std::string group_dn(std::uint32_t number) {
  return "cn=g" + std::to_string(number / kPeopleInAGroup) + ",ou=grupper," + kSuffix;
}

std::string town(std::uint32_t count) {
  std::string out;
  for (const char* unit : {"personer", "grupper"}) {
    out += test::ldif_entry(std::string("ou=") + unit + "," + kSuffix,
                            {{"objectClass", "organizationalUnit"}, {"ou", unit}});
  }
  out += test::ldif_entry("cn=skriver," + kSuffix, {{"objectClass", "applicationProcess"},
                                                    {"objectClass", "simpleSecurityObject"},
                                                    {"cn", "skriver"},
                                                    {"userPassword", kWriterPassword}});
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::string login = "p" + std::to_string(i);
    out += test::ldif_entry(person_dn(i), {{"objectClass", "inetOrgPerson"},
                                           {"uid", login},
                                           {"cn", login},
                                           {"sn", login},
                                           {"entryUUID", uuid_of(person_dn(i))}});
  }
  for (std::uint32_t i = 0; i < count; i += kPeopleInAGroup) {
    std::vector<std::pair<std::string, std::string>> attributes = {
        {"objectClass", "groupOfNames"},
        {"cn", "g" + std::to_string(i / kPeopleInAGroup)},
        {"entryUUID", uuid_of(group_dn(i))},
        {"member", "cn=skriver," + kSuffix}};  // whom nobody takes out: a group has a member
    for (std::uint32_t p = i; p < std::min(i + kPeopleInAGroup, count); ++p) {
      attributes.emplace_back("member", person_dn(p));
    }
    out += test::ldif_entry(group_dn(i), attributes);
  }
  return out;
}

std::string changes(std::uint32_t count, const std::string& act) {
  std::string out;
  for (std::uint32_t i = 0; i < count; ++i) {
    out += "dn: " + group_dn(i) + "\nchangetype: modify\n" + act +
           ": member\nmember: " + person_dn(i) + "\n\n";
  }
  return out;
}

double ldapmodify_seconds(const test::SlapdDirectory& slapd, const std::string& password_file,
                          const std::string& ldif_file) {
  const std::string command = "LDAPTLS_CACERT=" + slapd.ca_file() + " ldapmodify -x -H " +
                              slapd.ldaps_url() + " -D cn=skriver," + kSuffix + " -y " +
                              password_file + " -f " + ldif_file + " >/dev/null";
  int status = 0;
  const double took = seconds([&] { status = std::system(command.c_str()); });
  if (status != 0) throw std::runtime_error("ldapmodify failed");
  return took;
}

connectors::Removal removal_of(std::uint32_t number) {
  return {connectors::Removal::Act::remove_member, uuid_of(person_dn(number)),
          uuid_of(group_dn(number)), "p" + std::to_string(number)};
}

double middle(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

Numbers part_removals(std::uint32_t count) {
  test::SlapdWish wish;
  wish.suffix = kSuffix;
  wish.access =
      "access to attrs=userPassword by anonymous auth by * none\n"
      "access to attrs=member by dn.exact=\"cn=skriver," +
      kSuffix + "\" write by users read by * none\naccess to * by users read by * none\n";
  test::SlapdDirectory slapd(wish, town(count));
  const test::ScratchFolder folder;
  const std::string password = folder.file("password");
  test::write_secret(password, kWriterPassword);
  test::write_file(folder.file("delete.ldif"), changes(count, "delete"));
  test::write_file(folder.file("add.ldif"), changes(count, "add"));
  const nlohmann::json values = {
      {"urls", {slapd.ldaps_url()}},
      {"ca_file", slapd.ca_file()},
      {"base_dns", {kSuffix}},
      {"bind", {{"user", slapd.reader_dn()}, {"password_file", slapd.reader_password_file()}}},
      {"write", {{"bind", "cn=skriver," + kSuffix}, {"password_file", password}}}};
  auto revoker = connectors::make_revoker({"kataloget", "ldap", "Kataloget", "/", &values});
  if (!revoker) throw std::runtime_error(revoker.error().message);
  std::vector<double> ours, looked, theirs;
  for (int round = 0; round < kRounds; ++round) {
    ours.push_back(seconds([&] {
      for (std::uint32_t i = 0; i < count; ++i) {
        const auto outcome = (*revoker)->carry_out(removal_of(i));
        if (!outcome) throw std::runtime_error(outcome.error().message);
        if (outcome->effect != connectors::Outcome::Effect::done) {
          throw std::runtime_error("a removal that did nothing measures nothing");
        }
      }
    }));
    looked.push_back(seconds([&] {
      for (std::uint32_t i = 0; i < count; ++i) {
        const auto standing = (*revoker)->look(removal_of(i));
        if (!standing || standing->now != connectors::Standing::Now::gone) {
          throw std::runtime_error("a removal that is not seen measures nothing");
        }
      }
    }));
    ldapmodify_seconds(slapd, password, folder.file("add.ldif"));
    theirs.push_back(ldapmodify_seconds(slapd, password, folder.file("delete.ldif")));
    ldapmodify_seconds(slapd, password, folder.file("add.ldif"));
  }
  return {
      {"removed_s", middle(ours)}, {"looked_s", middle(looked)}, {"ldapmodify_s", middle(theirs)}};
}

}  // namespace rettesnor::bench
