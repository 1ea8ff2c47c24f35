// slapd from its own slapd.conf in a scratch folder; loaded by slapadd, stopped by its pid.
#include "tests/support/slapd_directory.h"

#include <signal.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "core/base64.h"

namespace rettesnor::test {
namespace {

constexpr const char* kAdminPassword = "skriver-Sommer41";

bool is_safe(std::string_view value) {
  return value.empty() ||
         (value.front() != ' ' && value.front() != ':' && value.front() != '<' &&
          value.back() != ' ' &&
          std::all_of(value.begin(), value.end(), [](char c) { return c >= 32 && c < 127; }));
}

std::string ldif_line(const std::string& name, const std::string& value) {
  return is_safe(value) ? name + ": " + value + "\n" : name + ":: " + core::to_base64(value) + "\n";
}

}  // namespace

std::string numbered(const char* pattern, int number) {
  char text[32];
  std::snprintf(text, sizeof text, pattern, number);
  return text;
}

std::string ldif_entry(const std::string& dn,
                       const std::vector<std::pair<std::string, std::string>>& attributes) {
  std::string out = ldif_line("dn", dn);
  for (const auto& [name, value] : attributes) out += ldif_line(name, value);
  return out + "\n";
}

SlapdDirectory::SlapdDirectory(const SlapdWish& wish, std::string_view ldif)
    : wish_(wish), folder_("rettesnor-slapd"), ldap_port_(free_port()), ldaps_port_(free_port()) {
  std::filesystem::create_directory(folder_.path() / "db");
  write_file(ca_file(), authority_.certificate_pem());
  authority_.issue(folder_.path(), "server", wish_.certificate);
  write_secret(reader_password_file(), reader_password());
  write_secret(admin_password_file(), kAdminPassword);
  write_configuration();
  const std::string first = wish_.suffix.substr(
      wish_.suffix.find('=') + 1, wish_.suffix.find(',') - wish_.suffix.find('=') - 1);
  write_file(folder_.file("load.ldif"),
             ldif_entry(wish_.suffix, {{"objectClass", "dcObject"},
                                       {"objectClass", "organization"},
                                       {"o", "Test"},
                                       {"dc", first}}) +
                 ldif_entry(reader_dn(), {{"objectClass", "applicationProcess"},
                                          {"objectClass", "simpleSecurityObject"},
                                          {"cn", "reader"},
                                          {"userPassword", reader_password()}}) +
                 std::string(ldif));
  const Ran loaded =
      run({"slapadd", "-q", "-f", folder_.file("slapd.conf"), "-l", folder_.file("load.ldif")});
  if (loaded.exit_code != 0) throw std::runtime_error("slapadd: " + loaded.out + loaded.err);
  start();
}

void SlapdDirectory::write_configuration() const {
  std::ostringstream conf;
  for (const char* schema : {"core", "cosine", "inetorgperson", "nis"}) {
    conf << "include /etc/ldap/schema/" << schema << ".schema\n";
  }
  conf << "modulepath /usr/lib/ldap\nmoduleload back_mdb\n";
  if (wish_.member_of == SlapdWish::MemberOf::overlay) conf << "moduleload memberof\n";
  conf << wish_.more_global << "\n"
       << "pidfile " << folder_.file("slapd.pid") << "\n"
       << "TLSCACertificateFile " << ca_file() << "\n"
       << "TLSCertificateFile " << folder_.file("server.crt") << "\n"
       << "TLSCertificateKeyFile " << folder_.file("server.key") << "\n"
       << "security simple_bind=128\n"
       << "sizelimit unlimited\n"
       << "database mdb\nsuffix " << wish_.suffix << "\nrootdn " << admin_dn() << "\nrootpw "
       << kAdminPassword << "\ndirectory " << folder_.file("db")
       << "\nmaxsize 8589934592\ndbnosync\n"
       << "index objectClass,uid,member,entryUUID eq\n"
       << wish_.access << "\n"
       << wish_.limits << "\n";
  if (wish_.member_of == SlapdWish::MemberOf::overlay) conf << "overlay memberof\n";
  conf << wish_.more_database << "\n";
  write_file(folder_.file("slapd.conf"), conf.str());
}

std::string SlapdDirectory::ldaps_url() const {
  return "ldaps://127.0.0.1:" + std::to_string(ldaps_port_);
}

std::string SlapdDirectory::ldap_url() const {
  return "ldap://127.0.0.1:" + std::to_string(ldap_port_);
}

void SlapdDirectory::start() {
  const std::string log = folder_.file("slapd.log");
  // slapd sizes its tables by the limit of descriptors; a low one keeps it small.
  slapd_ = Process({"/bin/sh", "-c", "ulimit -n 1024; exec /usr/sbin/slapd \"$@\"", "slapd", "-f",
                    folder_.file("slapd.conf"), "-h", ldap_url() + " " + ldaps_url(), "-d", "0"},
                   log);
  const bool up = wait_until([&] {
    if (!slapd_.is_running()) return true;
    return run({"ldapsearch", "-x", "-H", ldap_url(), "-b", "", "-s", "base", "1.1"}).exit_code ==
           0;
  });
  if (!up || !slapd_.is_running()) throw std::runtime_error("slapd: " + read_file(log));
}

void SlapdDirectory::modify(std::string_view ldif) {
  const Ran ran =
      run({"ldapmodify", "-x", "-H", ldaps_url(), "-D", admin_dn(), "-y", admin_password_file()},
          {{"LDAPTLS_CACERT", ca_file()}}, ldif);
  if (ran.exit_code != 0) throw std::runtime_error("ldapmodify: " + ran.err);
}

std::string SlapdDirectory::dump() const {
  const Ran ran = run({"slapcat", "-f", folder_.file("slapd.conf")});
  if (ran.exit_code != 0) throw std::runtime_error("slapcat: " + ran.err);
  return ran.out;
}

void SlapdDirectory::pause() {
  slapd_.send(SIGSTOP);
}
void SlapdDirectory::resume() {
  slapd_.send(SIGCONT);
}
void SlapdDirectory::kill() {
  slapd_.kill();
}
void SlapdDirectory::stop() {
  slapd_.stop();
}

}  // namespace rettesnor::test
