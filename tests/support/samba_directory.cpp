// Samba from a provisioned folder: made once for a content, copied, started, stopped by its pid.
#include "tests/support/samba_directory.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <sstream>
#include <stdexcept>

#include "core/digest.h"
#include "tests/support/places.h"
#include "tests/support/slapd_directory.h"

namespace rettesnor::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDomainAdminPassword = "Skriver.Sommer41";
constexpr const char* kRealm = "MAAGESUND.EXAMPLE";
constexpr const char* kPython = "/usr/bin/python3";  // Samba's modules are Debian's own Python's

std::string samba_script(const std::string& name) {
  return test::source_path("tests/support/samba/").string() + name;
}

void must(const Ran& ran, const std::string& what) {
  if (ran.exit_code != 0) throw std::runtime_error(what + ": " + ran.out + ran.err);
}

/// Held while one process makes a template that others want too.
class FileLock {
 public:
  explicit FileLock(const std::string& path)
      : fd_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (fd_ < 0 || ::flock(fd_, LOCK_EX) != 0) throw std::runtime_error("cannot lock " + path);
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock() { ::close(fd_); }

 private:
  int fd_;
};

struct Ports {
  int kerberos = 0;
  int kpasswd = 0;
};

std::string smb_conf(const std::string& folder, const Ports& ports) {
  std::ostringstream out;
  out << "[global]\n"
      << "netbios name = DC1\nrealm = " << kRealm << "\nworkgroup = MAAGESUND\n"
      << "server role = active directory domain controller\nserver services = ldap, kdc\n"
      << "interfaces = 127.0.0.1/8\nbind interfaces only = yes\n"
      << "krb5 port = " << ports.kerberos << "\nkpasswd port = " << ports.kpasswd << "\n";
  const std::pair<const char*, const char*> places[] = {
      {"private dir", "private"},   {"state directory", "state"},
      {"cache directory", "cache"}, {"lock directory", "lock"},
      {"pid directory", "run"},     {"ncalrpc dir", "ncalrpc"},
      {"binddns dir", "bind-dns"},  {"ntp signd socket directory", "ntp"},
      {"log file", "samba.log"},    {"winbindd socket directory", "winbindd"}};
  for (const auto& [name, place] : places) {
    out << name << " = " << folder << "/" << place << "\n";
  }
  // As Windows has it: nothing weaker than TLS or a Kerberos layer, and no need for both.
  out << "ldap server require strong auth = allow_sasl_over_tls\n";
  // A throw-away controller need not survive a power cut.
  out << "max log size = 0\nldb:nosync = true\n"
      << "tls enabled = yes\ntls keyfile = " << folder << "/server.key\ntls certfile = " << folder
      << "/server.crt\ntls cafile = " << folder << "/ca.crt\n"
      << "[sysvol]\npath = " << folder << "/state/sysvol\nread only = no\n"
      << "[netlogon]\npath = " << folder
      << "/state/sysvol/maagesund.example/scripts\nread only = no\n";
  return out.str();
}

void make_folders(const fs::path& folder) {
  for (const char* name : {"private", "state", "cache", "lock", "run", "ncalrpc", "bind-dns"}) {
    fs::create_directories(folder / name);
  }
}

std::string reader_ldif() {
  return ldif_entry("OU=Rettesnor," + SambaDirectory::base_dn(),
                    {{"objectClass", "organizationalUnit"}}) +
         ldif_entry(SambaDirectory::reader_dn(),
                    {{"objectClass", "user"},
                     {"sAMAccountName", "svc_rettesnor"},
                     {"userPrincipalName", SambaDirectory::reader_upn()},
                     {"description", "Reads for Rettesnor"},
                     {"userAccountControl", "66048"},
                     {"servicePrincipalName", "rettesnor/localhost"},
                     {"clearTextPassword", SambaDirectory::reader_password()}});
}

void make_template(const fs::path& folder, std::string_view ldif) {
  make_folders(folder);
  const std::string conf = (folder / "smb.conf").string();
  write_file(conf, smb_conf(folder.string(), {}));
  must(run({"cc", "-shared", "-fPIC", "-O2", "-o", (folder / "ports.so").string(),
            samba_script("ports.c"), "-ldl"}),
       "cc ports.c");
  must(run({kPython, samba_script("provision.py"), conf, kRealm, "MAAGESUND",
            SambaDirectory::domain_sid(), kDomainAdminPassword}),
       "provision.py");
  const std::string reader = (folder / "reader.ldif").string();
  const std::string given = (folder / "load.ldif").string();
  write_file(reader, reader_ldif());
  write_file(given, ldif);
  must(run({kPython, samba_script("load.py"), conf, reader, given}), "load.py");
}

/// The folder of a provisioned domain with this content; made when it is not there yet.
fs::path domain_template(std::string_view ldif) {
  std::string content = reader_ldif() + std::string(ldif) + smb_conf("", {});
  for (const char* name : {"ports.c", "provision.py", "load.py"}) {
    content += read_file(samba_script(name));
  }
  const fs::path root = test::built_path("samba");
  fs::create_directories(root);
  const fs::path made = root / core::to_hex(core::sha256(content), 8);
  const FileLock lock(made.string() + ".lock");
  if (fs::exists(made)) return made;
  const fs::path unfinished = made.string() + ".new";
  fs::remove_all(unfinished);
  make_template(unfinished, ldif);
  fs::rename(unfinished, made);
  return made;
}

}  // namespace

SambaDirectory::SambaDirectory(std::string_view ldif)
    : folder_("rettesnor-samba"),
      ldap_port_(free_port()),
      ldaps_port_(free_port()),
      catalogue_port_(free_port()),
      catalogue_tls_port_(free_port()),
      kerberos_port_(free_port()),
      kpasswd_port_(free_port()) {
  must(run({"cp", "-a", "--sparse=always", domain_template(ldif).string() + "/.", folder()}),
       "copy the provisioned domain");
  write_configuration();
  start();
}

void SambaDirectory::write_configuration() const {
  write_file(ca_file(), authority_.certificate_pem());
  CertificateWish wish;
  wish.common_name = "dc1.maagesund.example";
  wish.dns_names = {"dc1.maagesund.example", "localhost"};
  authority_.issue(folder_.path(), "server", wish);
  write_secret(reader_password_file(), reader_password());
  write_secret(folder_.file("admin.password"), kDomainAdminPassword);
  write_file(folder_.file("smb.conf"), smb_conf(folder(), {kerberos_port_, kpasswd_port_}));
  std::ostringstream kerberos;
  kerberos << "[libdefaults]\ndefault_realm = " << kRealm
           << "\ndns_lookup_kdc = false\ndns_lookup_realm = false\nrdns = false\n"
           << "dns_canonicalize_hostname = false\nudp_preference_limit = 1\n"
           << "[realms]\n"
           << kRealm << " = {\nkdc = 127.0.0.1:" << kerberos_port_ << "\n}\n"
           << "[domain_realm]\nlocalhost = " << kRealm << "\n127.0.0.1 = " << kRealm << "\n";
  write_file(krb5_config(), kerberos.str());
}

std::string SambaDirectory::ldaps_url() const {
  return "ldaps://127.0.0.1:" + std::to_string(ldaps_port_);
}

std::string SambaDirectory::ldap_url() const {
  return "ldap://127.0.0.1:" + std::to_string(ldap_port_);
}

void SambaDirectory::start() {
  const std::string log = folder_.file("samba.out");
  std::ostringstream ports;
  ports << "389=" << ldap_port_ << ",636=" << ldaps_port_ << ",3268=" << catalogue_port_
        << ",3269=" << catalogue_tls_port_;
  samba_ = Process({"samba", "--foreground", "--no-process-group", "--model=single",
                    "--debug-stdout", "--configfile=" + folder_.file("smb.conf")},
                   log,
                   {{"LD_PRELOAD", folder_.file("ports.so")},
                    {"SAMBA_PORTS", ports.str()},
                    {"KRB5_CONFIG", krb5_config()}});
  const bool up = wait_until(
      [&] {
        if (!samba_.is_running()) return true;
        return run({"ldapsearch", "-x", "-H", ldaps_url(), "-b", "", "-s", "base", "1.1"},
                   {{"LDAPTLS_CACERT", ca_file()}})
                   .exit_code == 0;
      },
      std::chrono::seconds(30));
  if (!up || !samba_.is_running()) throw std::runtime_error("samba: " + read_file(log));
}

std::vector<std::string> SambaDirectory::as_administrator(const std::string& program) const {
  return {program, "-x",
          "-H",    ldaps_url(),
          "-D",    "administrator@maagesund.example",
          "-y",    folder_.file("admin.password")};
}

void SambaDirectory::modify(std::string_view ldif) {
  must(run(as_administrator("ldapmodify"), {{"LDAPTLS_CACERT", ca_file()}}, ldif), "ldapmodify");
}

void SambaDirectory::load(std::string_view ldif) {
  write_file(folder_.file("more.ldif"), ldif);
  must(run({kPython, samba_script("load.py"), folder_.file("smb.conf"), folder_.file("more.ldif")}),
       "load.py");
}

void SambaDirectory::delegate(const std::string& dn, const std::string& rule) {
  must(run({kPython, "/usr/bin/samba-tool", "dsacl", "set", "--action=allow", "--objectdn=" + dn,
            "--sddl=" + rule, "--configfile=" + folder_.file("smb.conf"), "-H",
            folder_.file("private/sam.ldb")}),
       "samba-tool dsacl set");
}

std::string SambaDirectory::search(const std::vector<std::string>& arguments) const {
  std::vector<std::string> argv = as_administrator("ldapsearch");
  argv.insert(argv.end(), {"-LLL", "-o", "ldif-wrap=no"});
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  const Ran ran = run(argv, {{"LDAPTLS_CACERT", ca_file()}});
  must(ran, "ldapsearch");
  return ran.out;
}

std::string SambaDirectory::reader_keytab() const {
  const std::string keytab = folder_.file("reader.keytab");
  if (!fs::exists(keytab)) {
    must(run({kPython, "/usr/bin/samba-tool", "domain", "exportkeytab", keytab,
              "--principal=svc_rettesnor", "--configfile=" + folder_.file("smb.conf")}),
         "samba-tool domain exportkeytab");
  }
  return keytab;
}

std::string SambaDirectory::reader_ticket() const {
  const std::string cache = "FILE:" + folder_.file("reader.ccache");
  must(run({"kinit", "-c", cache, std::string("svc_rettesnor@") + kRealm},
           {{"KRB5_CONFIG", krb5_config()}}, reader_password() + "\n"),
       "kinit");
  return cache;
}

void SambaDirectory::pause() {
  samba_.send(SIGSTOP);
}
void SambaDirectory::resume() {
  samba_.send(SIGCONT);
}
void SambaDirectory::kill() {
  samba_.kill();
}
void SambaDirectory::stop() {
  samba_.stop();
}

std::string ldif_modify(const std::string& dn, const std::string& changes) {
  const std::string entry = ldif_entry(dn, {{"changetype", "modify"}});
  return entry.substr(0, entry.size() - 1) + changes + "\n-\n\n";
}

std::string ldif_password(const std::string& dn, const std::string& password) {
  std::string wide;
  for (const char c : '"' + password + '"') wide += {c, '\0'};
  return ldif_entry(dn,
                    {{"changetype", "modify"}, {"replace", "unicodePwd"}, {"unicodePwd", wide}});
}

}  // namespace rettesnor::test
