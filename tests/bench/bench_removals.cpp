// A thousand memberships taken away and looked at again, against ldapmodify taking away the same.
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "connectors/writing/revoker.h"
#include "core/digest.h"
#include "tests/bench/parts.h"
#include "tests/support/revoker_ground.h"
#include "tests/support/slapd_directory.h"

namespace rettesnor::bench {
namespace {

constexpr int kRemovalRounds = 3;
constexpr int kPeopleInAGroup = 50;
const std::string kRemovalSuffix = "dc=kommun,dc=example";
constexpr const char* kWriterPassword = "Skriv.Lidt.Vinter88";

std::string uuid_of(const std::string& dn) {
  const std::string hex = core::to_hex(core::sha256(dn), 16);
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20);
}

std::string person_dn(std::uint32_t number) {
  return "uid=p" + std::to_string(number) + ",ou=personer," + kRemovalSuffix;
}

std::string group_dn(std::uint32_t number) {
  return "cn=g" + std::to_string(number / kPeopleInAGroup) + ",ou=grupper," + kRemovalSuffix;
}

std::string town(std::uint32_t count) {
  std::string out;
  for (const char* unit : {"personer", "grupper"}) {
    out += test::ldif_entry(std::string("ou=") + unit + "," + kRemovalSuffix,
                            {{"objectClass", "organizationalUnit"}, {"ou", unit}});
  }
  out += test::ldif_entry("cn=skriver," + kRemovalSuffix, {{"objectClass", "applicationProcess"},
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
        {"member", "cn=skriver," + kRemovalSuffix}};  // whom nobody takes out: a group has a member
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

/// Who changes what, and where.
struct Modify {
  std::string url, ca_file, dn, password_file;
  double seconds_for(const std::string& ldif_file) const {
    const std::string command = "LDAPTLS_CACERT=" + ca_file + " ldapmodify -x -H " + url + " -D '" +
                                dn + "' -y " + password_file + " -f " + ldif_file + " >/dev/null";
    int status = 0;
    const double took = seconds([&] { status = std::system(command.c_str()); });
    if (status != 0) throw std::runtime_error("ldapmodify failed");
    return took;
  }
};

connectors::Removal removal_of(std::uint32_t number) {
  return {connectors::Removal::Act::remove_member, uuid_of(person_dn(number)),
          uuid_of(group_dn(number)), "p" + std::to_string(number)};
}

/// Takes `count` memberships away, looks at each again, and has ldapmodify take the same away;
/// "delete.ldif" and "add.ldif" of `folder` say which.
Numbers measured(connectors::Revoker& revoker, const std::vector<connectors::Removal>& removals,
                 const Modify& modify, const test::ScratchFolder& folder) {
  std::vector<double> ours, looked, theirs;
  for (int round = 0; round < kRemovalRounds; ++round) {
    ours.push_back(seconds([&] {
      for (const connectors::Removal& removal : removals) {
        const auto outcome = revoker.carry_out(removal);
        if (!outcome) throw std::runtime_error(outcome.error().message);
        if (outcome->effect != connectors::Outcome::Effect::done) {
          throw std::runtime_error("a removal that did nothing measures nothing");
        }
      }
    }));
    looked.push_back(seconds([&] {
      for (const connectors::Removal& removal : removals) {
        const auto standing = revoker.look(removal);
        if (!standing || standing->now != connectors::Standing::Now::gone) {
          throw std::runtime_error("a removal that is not seen measures nothing");
        }
      }
    }));
    modify.seconds_for(folder.file("add.ldif"));
    theirs.push_back(modify.seconds_for(folder.file("delete.ldif")));
    modify.seconds_for(folder.file("add.ldif"));
  }
  return {
      {"removed_s", middle(ours)}, {"looked_s", middle(looked)}, {"ldapmodify_s", middle(theirs)}};
}

}  // namespace

Numbers part_removals(std::uint32_t count) {
  test::SlapdWish wish;
  wish.suffix = kRemovalSuffix;
  wish.access =
      "access to attrs=userPassword by anonymous auth by * none\n"
      "access to attrs=member by dn.exact=\"cn=skriver," +
      kRemovalSuffix + "\" write by users read by * none\naccess to * by users read by * none\n";
  test::SlapdDirectory slapd(wish, town(count));
  const test::ScratchFolder folder;
  const std::string password = folder.file("password");
  test::write_secret(password, kWriterPassword);
  test::write_file(folder.file("delete.ldif"), changes(count, "delete"));
  test::write_file(folder.file("add.ldif"), changes(count, "add"));
  const nlohmann::json values = {
      {"urls", {slapd.ldaps_url()}},
      {"ca_file", slapd.ca_file()},
      {"base_dns", {kRemovalSuffix}},
      {"bind", {{"user", slapd.reader_dn()}, {"password_file", slapd.reader_password_file()}}},
      {"write", {{"bind", "cn=skriver," + kRemovalSuffix}, {"password_file", password}}}};
  auto revoker = connectors::make_revoker({"kataloget", "ldap", "Kataloget", "/", &values});
  if (!revoker) throw std::runtime_error(revoker.error().message);
  std::vector<connectors::Removal> removals;
  for (std::uint32_t i = 0; i < count; ++i) removals.push_back(removal_of(i));
  const Modify modify{slapd.ldaps_url(), slapd.ca_file(), "cn=skriver," + kRemovalSuffix, password};
  return measured(**revoker, removals, modify, folder);
}

Numbers part_removals_ad(std::uint32_t count) {
  const auto ground = test::RevokerGround::active_directory();
  const test::ScratchFolder folder;
  nlohmann::json settings = ground->settings();
  const auto login_of = [](std::uint32_t i) {
    const std::string number = std::to_string(i + 1);
    return "m" + std::string(4 - number.size(), '0') + number;
  };
  const std::string one = ground->dn(login_of(0));
  settings["people"]["bases"].push_back(one.substr(one.find(',') + 1));
  std::vector<connectors::Removal> removals;
  std::map<std::string, std::string> ldif;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::string login = login_of(i);
    removals.push_back(
        {connectors::Removal::Act::remove_member, ground->id(login), ground->id("stor"), login});
    for (const char* act : {"delete", "add"}) {
      ldif[act] += "dn: " + ground->dn("stor") + "\nchangetype: modify\n" + act +
                   ": member\nmember: " + ground->dn(login) + "\n\n";
    }
  }
  for (const auto& [act, text] : ldif) test::write_file(folder.file(act + ".ldif"), text);
  const std::string secret = folder.file("password");
  test::write_secret(secret, ground->administrator_password());
  const Modify modify{settings["urls"][0], settings["ca_file"], ground->administrator(), secret};
  const auto revoker = ground->revoker({{"people", settings["people"]}});
  return measured(*revoker, removals, modify, folder);
}

}  // namespace rettesnor::bench
