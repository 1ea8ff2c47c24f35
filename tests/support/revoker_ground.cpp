// One town twice: as an export of Active Directory and as entries for slapadd.
#include "tests/support/revoker_ground.h"

#include <cstdio>
#include <map>
#include <stdexcept>

#include "connectors/directory/distinguished_name.h"
#include "connectors/directory/windows_values.h"
#include "core/digest.h"
#include "tests/support/ad_town.h"
#include "tests/support/samba_directory.h"
#include "tests/support/slapd_directory.h"

namespace rettesnor::test {
namespace {

constexpr int kPeople = 40;
constexpr int kMass = 1600;
constexpr const char* kWriterPassword = "Skriv.Lidt.Vinter88";

/// RDN values: everything that RFC 4514 wants escaped, and letters beyond ASCII.
constexpr const char* kHostileValue = "Øre, \"Åse\" + <Bæk>; \\#1=(*)";
constexpr const char* kHostileRdn = "Øre\\, \\\"Åse\\\" \\+ \\<Bæk\\>\\; \\\\#1\\=(*)";

std::vector<std::string> logins() {
  std::vector<std::string> all;
  for (int i = 1; i <= kPeople; ++i) all.push_back(numbered("u%02d", i));
  all.emplace_back("hostile");
  return all;
}

class AdGround final : public RevokerGround {
 public:
  AdGround() : domain_(ldif()) {
    const std::string password = "skriver.password";
    write_secret(folder_.file(password), kWriterPassword);
    // Write on `member` of groups and on `userAccountControl` of users below one place each.
    const std::string sid = writer_sid();
    domain_.delegate(AdExport::dn("OU=Grupper"),
                     "(OA;CIIO;WP;bf9679c0-0de6-11d0-a285-00aa003049e2;"
                     "bf967a9c-0de6-11d0-a285-00aa003049e2;" +
                         sid + ")");
    domain_.delegate(AdExport::dn("OU=Personale"),
                     "(OA;CIIO;WP;bf967a68-0de6-11d0-a285-00aa003049e2;"
                     "bf967aba-0de6-11d0-a285-00aa003049e2;" +
                         sid + ")");
    domain_.delegate(dn("skjult"), "(OD;;RP;bf9679c0-0de6-11d0-a285-00aa003049e2;;" + sid + ")");
  }
  std::string kind() const override { return "ad"; }
  nlohmann::json settings() const override {
    return {{"urls", {domain_.ldaps_url()}},
            {"ca_file", domain_.ca_file()},
            {"people", {{"bases", {AdExport::dn("OU=Personale"), AdExport::dn("OU=Lukkede")}}}},
            {"groups", {{"bases", {AdExport::dn("OU=Grupper"), AdExport::dn("OU=Lukket")}}}},
            {"answer_timeout_seconds", 20},
            {"bind",
             {{"user", SambaDirectory::reader_upn()},
              {"password_file", domain_.reader_password_file()}}},
            {"write",
             {{"bind", "skriver@maagesund.example"},
              {"password_file", folder_.file("skriver.password")}}}};
  }
  int ldaps_port() const override { return domain_.ldaps_port(); }
  std::string dn(const std::string& name) const override { return AdExport::dn(below(name)); }
  std::string id(const std::string& name) const override {
    return connectors::guid_text(ad_guid(dn(name))).value();
  }
  std::string writer_dn() const override { return AdExport::dn("CN=skriver,OU=Personale"); }
  std::string other_place() const override { return AdExport::dn("OU=Andre"); }
  std::string id_now(const std::string& name) const override {
    return connectors::guid_text(bytes_of(name, "objectGUID")).value();
  }
  std::string writer_password() const override { return kWriterPassword; }
  std::string administrator() const override { return "administrator@maagesund.example"; }
  std::string administrator_password() const override {
    return read_file(domain_.folder() + "/admin.password");
  }
  void modify(const std::string& ldif) override { domain_.modify(ldif); }
  std::string show(const std::string& dn, const std::string& attribute) const override {
    return domain_.search({"-b", dn, "-s", "base", attribute});
  }
  void kill() override { domain_.kill(); }
  void start() override { domain_.start(); }

 private:
  static std::string below(const std::string& name) {
    if (name == "hostile") return std::string("CN=") + kHostileRdn + ",OU=Personale";
    if (name == "u_lukket") return "CN=u_lukket,OU=Lukkede";
    if (name == "lukket") return "CN=lukket,OU=Lukket";
    if (name.front() == 'm') return "CN=" + name + ",OU=Masse";
    if (name == "Domain Admins" || name == "Domain Users") return "CN=" + name + ",CN=Users";
    for (const char* group : {"alle", "to", "stor", "indre", "sidste", "fremmed", "skjult"}) {
      if (name == group) return "CN=" + name + ",OU=Grupper";
    }
    return "CN=" + name + ",OU=Personale";
  }
  static std::string ldif() {
    AdExport town;
    for (const char* unit :
         {"OU=Personale", "OU=Grupper", "OU=Lukket", "OU=Lukkede", "OU=Masse", "OU=Andre"}) {
      town.unit(unit);
    }
    std::vector<std::string> all;
    for (const std::string& login : logins()) {
      if (login == "hostile") {
        town.user(kHostileRdn, "OU=Personale",
                  {{"cn", kHostileValue},
                   {"name", kHostileValue},
                   {"sAMAccountName", "hostile"},
                   {"userPrincipalName", "hostile@maagesund.example"}});
      } else {
        town.user(login, "OU=Personale");
      }
      all.push_back(AdExport::dn(below(login)));
    }
    town.user("u_lukket", "OU=Lukkede");
    town.user("skriver", "OU=Personale",
              {{"userAccountControl", "66048"}, {"clearTextPassword", kWriterPassword}});
    town.user("chef", "OU=Personale");
    std::vector<std::string> mass = all;
    for (int i = 1; i <= kMass; ++i) {
      const std::string login = numbered("m%04d", i);
      town.user(login, "OU=Masse");
      mass.push_back(AdExport::dn("CN=" + login + ",OU=Masse"));
    }
    town.group("indre", "OU=Grupper", {all[0]});
    town.group("to", "OU=Grupper", all);
    town.group("stor", "OU=Grupper", mass);
    town.group("skjult", "OU=Grupper", all);
    town.group("sidste", "OU=Grupper", {all[39]});
    const std::string foreign = town.foreign_principal(
        "S-1-5-21-7-8-9-1234", std::string("\1\5\0\0\0\0\0\5\25\0\0\0\7\0\0\0\10\0\0\0\11\0\0\0"
                                           "\322\4\0\0",
                                           28));
    town.group("fremmed", "OU=Grupper", {foreign});
    auto more = all;
    more.push_back(AdExport::dn("CN=indre,OU=Grupper"));
    more.push_back(AdExport::dn("CN=skriver,OU=Personale"));
    more.push_back(SambaDirectory::reader_dn());
    town.group("alle", "OU=Grupper", more);
    more = all;
    more.push_back(AdExport::dn("CN=u_lukket,OU=Lukkede"));
    town.group("lukket", "OU=Lukket", more);
    town.group("Domain Users", "CN=Users", {}, {{"objectSid", ad_sid(513)}});
    town.group("Domain Admins", "CN=Users", {AdExport::dn("CN=chef,OU=Personale")},
               {{"objectSid", ad_sid(512)}});
    return town.ldif();
  }
  std::string bytes_of(const std::string& name, const std::string& attribute) const {
    const std::string told = show(name, attribute);
    const std::string mark = attribute + ":: ";
    const auto at = told.find(mark);
    if (at == std::string::npos) throw std::runtime_error("no " + attribute + ": " + told);
    const auto begin = at + mark.size();
    return run({"base64", "-d"}, {}, told.substr(begin, told.find('\n', begin) - begin)).out;
  }
  std::string writer_sid() const {
    return connectors::read_sid(bytes_of(writer_dn(), "objectSid"))->text();
  }

  ScratchFolder folder_;
  SambaDirectory domain_;
};

class LdapGround final : public RevokerGround {
 public:
  LdapGround() : slapd_(wish(), ldif()) {
    write_secret(folder_.file("skriver.password"), kWriterPassword);
  }
  std::string kind() const override { return "ldap"; }
  nlohmann::json settings() const override {
    return {
        {"urls", {slapd_.ldaps_url()}},
        {"ca_file", slapd_.ca_file()},
        {"people", {{"bases", {"ou=personale," + suffix(), "ou=lukkede," + suffix()}}}},
        {"groups", {{"bases", {"ou=grupper," + suffix(), "ou=lukket," + suffix()}}}},
        {"connect_timeout_seconds", 3},
        {"answer_timeout_seconds", 2},
        {"bind", {{"user", slapd_.reader_dn()}, {"password_file", slapd_.reader_password_file()}}},
        {"write", {{"bind", writer_dn()}, {"password_file", folder_.file("skriver.password")}}}};
  }
  int ldaps_port() const override { return slapd_.ldaps_port(); }
  std::string dn(const std::string& name) const override { return full_dn(name); }
  std::string id(const std::string& name) const override { return uuid_of(full_dn(name)); }
  std::string writer_dn() const override { return full_dn("skriver"); }
  std::string half_blind_dn() const override { return half_blind(); }
  std::string other_place() const override { return "ou=andre," + suffix(); }
  std::string id_now(const std::string& name) const override {
    const std::string told = show(name, "entryUUID");
    return told.substr(told.find("entryUUID: ") + 11, 36);
  }
  std::string writer_password() const override { return kWriterPassword; }
  std::string administrator() const override { return slapd_.admin_dn(); }
  std::string administrator_password() const override {
    return read_file(slapd_.admin_password_file());
  }
  void modify(const std::string& ldif) override { slapd_.modify(ldif); }
  std::string show(const std::string& dn, const std::string& attribute) const override {
    const Ran ran = run(
        {"ldapsearch", "-x", "-LLL", "-o", "ldif-wrap=no", "-H", slapd_.ldaps_url(), "-D",
         slapd_.admin_dn(), "-y", slapd_.admin_password_file(), "-b", dn, "-s", "base", attribute},
        {{"LDAPTLS_CACERT", slapd_.ca_file()}});
    if (ran.exit_code != 0) throw std::runtime_error("ldapsearch: " + ran.err);
    return ran.out;
  }
  void kill() override { slapd_.kill(); }
  void start() override { slapd_.start(); }

 private:
  static std::string suffix() { return "dc=kommun,dc=example"; }
  static std::string half_blind() { return "uid=halvblind,ou=andre," + suffix(); }
  static std::string uuid_of(const std::string& dn) {
    const std::string hex = core::to_hex(core::sha256(dn), 16);
    return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
           hex.substr(16, 4) + "-" + hex.substr(20);
  }
  static std::string full_dn(const std::string& name) {
    if (name == "hostile") {
      return std::string("cn=") + kHostileRdn + ",ou=personale," + suffix();
    }
    if (name == "u_lukket") return "uid=u_lukket,ou=lukkede," + suffix();
    if (name.front() == 'm') return "uid=" + name + ",ou=masse," + suffix();
    if (name == "lukket") return "cn=lukket,ou=lukket," + suffix();
    for (const char* group :
         {"alle", "to", "stor", "indre", "sidste", "unik", "posix", "beregnet", "skjult"}) {
      if (name == group) return "cn=" + name + ",ou=grupper," + suffix();
    }
    return "uid=" + name + ",ou=personale," + suffix();
  }
  /// What docs/sources-directory.md lists.
  static SlapdWish wish() {
    SlapdWish wish;
    wish.more_global =
        "include /etc/ldap/schema/dyngroup.schema\nmoduleload ppolicy\nmoduleload refint";
    wish.more_database = "overlay ppolicy\noverlay refint\nrefint_attributes member uniqueMember";
    const std::string writer = "by dn.exact=\"uid=skriver,ou=personale," + suffix() + "\" write ";
    wish.access =
        "access to attrs=userPassword by anonymous auth by * none\n"
        "access to dn.regex=\"^uid=(u(1[6-9]|[23][0-9]|40)|m0[0-9]+),ou=(personale|masse),\" by "
        "dn.exact=\"" +
        half_blind() +
        "\" none by * break\n"
        "access to dn.exact=\"" +
        full_dn("skjult") + "\" attrs=member by dn.exact=\"" + full_dn("skriver") +
        "\" none by users read by * none\n"
        "access to dn.children=\"ou=grupper," +
        suffix() + "\" attrs=member,uniqueMember,memberUid " + writer +
        "by users read by * none\n"
        "access to dn.children=\"ou=personale," +
        suffix() + "\" attrs=pwdAccountLockedTime " + writer +
        "by users read by * none\n"
        "access to * by users read by * none\n";
    return wish;
  }
  static std::string entry(const std::string& dn,
                           std::vector<std::pair<std::string, std::string>> attributes) {
    attributes.emplace_back("entryUUID", uuid_of(dn));
    return ldif_entry(dn, attributes);
  }
  static std::string person(const std::string& login, const std::string& dn,
                            const std::string& cn) {
    std::vector<std::pair<std::string, std::string>> attributes = {
        {"objectClass", "inetOrgPerson"}, {"uid", login}, {"cn", cn}, {"sn", "Bæk"}};
    if (login == "skriver" || login == "halvblind") {
      attributes.emplace_back("userPassword", kWriterPassword);
    }
    return entry(dn, attributes);
  }
  static std::string group(const std::string& name, const char* object_class, const char* attribute,
                           const std::vector<std::string>& members) {
    std::vector<std::pair<std::string, std::string>> attributes = {{"objectClass", object_class},
                                                                   {"cn", name}};
    if (std::string_view(object_class) == "posixGroup") attributes.emplace_back("gidNumber", "7");
    for (const std::string& member : members) attributes.emplace_back(attribute, member);
    return entry(full_dn(name), attributes);
  }
  static std::string ldif() {
    std::string out;
    for (const char* unit : {"personale", "grupper", "lukket", "lukkede", "masse", "andre"}) {
      out += entry(std::string("ou=") + unit + "," + suffix(),
                   {{"objectClass", "organizationalUnit"}, {"ou", unit}});
    }
    std::vector<std::string> all;
    for (const std::string& login : logins()) {
      out += person(login, full_dn(login), login == "hostile" ? kHostileValue : login);
      all.push_back(full_dn(login));
    }
    for (const char* login : {"u_lukket", "skriver"}) out += person(login, full_dn(login), login);
    out += person("u36", "uid=u36,ou=andre," + suffix(), "u36");  // another person, same login
    out += person("halvblind", half_blind(), "halvblind");
    std::vector<std::string> mass = all;
    for (int i = 1; i <= kMass; ++i) {
      const std::string login = numbered("m%04d", i);
      mass.push_back("uid=" + login + ",ou=masse," + suffix());
      out += person(login, mass.back(), login);
    }
    out += group("indre", "groupOfNames", "member", {all[0]});
    out += group("to", "groupOfNames", "member", all);
    out += group("stor", "groupOfNames", "member", mass);
    out += group("skjult", "groupOfNames", "member", all);
    out += group("sidste", "groupOfNames", "member", {all[39]});
    out += group("unik", "groupOfUniqueNames", "uniqueMember", all);
    out += group("posix", "posixGroup", "memberUid", logins());
    out += group("beregnet", "groupOfURLs", "memberURL",
                 {"ldap:///ou=personale," + suffix() + "??sub?(uid=u*)"});
    auto more = all;
    for (const char* name : {"indre", "skriver"}) more.push_back(full_dn(name));
    more.push_back("cn=reader," + suffix());
    out += group("alle", "groupOfNames", "member", more);
    more = all;
    more.push_back(full_dn("u_lukket"));
    return out + group("lukket", "groupOfNames", "member", more);
  }

  ScratchFolder folder_;
  SlapdDirectory slapd_;
};

}  // namespace

std::unique_ptr<RevokerGround> RevokerGround::active_directory() {
  return std::make_unique<AdGround>();
}

std::unique_ptr<RevokerGround> RevokerGround::openldap() {
  return std::make_unique<LdapGround>();
}

bool RevokerGround::lists(const std::string& group_dn, const std::string& member_dn) const {
  const std::string told = show(group_dn, "member");
  const std::string wanted = connectors::normalise_dn(member_dn);
  for (std::size_t at = 0; at < told.size();) {
    const std::size_t end = std::min(told.find('\n', at), told.size());
    const std::string line = told.substr(at, end - at);
    at = end + 1;
    std::string value;
    const auto colon = line.find(':');
    if (colon == std::string::npos || !line.starts_with("member")) continue;
    if (line.compare(colon, 3, ":: ") == 0) {
      value = run({"base64", "-d"}, {}, line.substr(colon + 3)).out;
    } else {
      value = line.substr(colon + 2);
    }
    if (connectors::normalise_dn(value) == wanted) return true;
  }
  return false;
}

std::unique_ptr<connectors::Revoker> RevokerGround::revoker(const nlohmann::json& more) const {
  nlohmann::json values = settings();
  values.merge_patch(more);
  auto made = connectors::make_revoker({"kataloget", kind(), "Kataloget", "/", &values});
  if (!made) throw std::runtime_error(made.error().message);
  return std::move(*made);
}

}  // namespace rettesnor::test
