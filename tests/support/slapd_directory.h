// A real OpenLDAP slapd on loopback, with a certificate authority of its own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/support/scratch.h"
#include "tests/support/test_certificates.h"

namespace rettesnor::test {

struct SlapdWish {
  std::string suffix = "dc=kommun,dc=example";
  enum class MemberOf { absent, overlay } member_of = MemberOf::absent;
  /// slapd.conf(5) lines that replace the database's access rules. The reader's DN is
  /// "cn=reader,<suffix>"; it must be able to authenticate.
  std::string access =
      "access to attrs=userPassword by anonymous auth by * none\n"
      "access to * by users read by * none\n";
  /// slapd.conf(5) `limits` lines, e.g. "limits * size.pr=100 size.prtotal=500".
  std::string limits = "limits * size=unlimited time=unlimited";
  std::string more_global;    ///< further lines before the database, e.g. "moduleload ppolicy"
  std::string more_database;  ///< further lines after the database, e.g. overlays
  CertificateWish certificate;
};

/// Starts empty but for the suffix and the reader, or with what `ldif` holds besides.
/// All members throw std::runtime_error with slapd's own words when they fail.
class SlapdDirectory {
 public:
  /// `ldif`: entries below the suffix, parents first; loaded by slapadd. The suffix entry and
  /// cn=reader are added before them.
  explicit SlapdDirectory(const SlapdWish& wish = {}, std::string_view ldif = {});

  std::string ldaps_url() const;  ///< "ldaps://127.0.0.1:<port>"
  std::string ldap_url() const;   ///< for StartTLS
  int ldaps_port() const { return ldaps_port_; }
  int ldap_port() const { return ldap_port_; }
  const std::string& suffix() const { return wish_.suffix; }
  std::string reader_dn() const { return "cn=reader," + wish_.suffix; }
  std::string admin_dn() const { return "cn=admin," + wish_.suffix; }
  /// Files with mode 0600.
  std::string reader_password_file() const { return folder_.file("reader.password"); }
  std::string admin_password_file() const { return folder_.file("admin.password"); }
  static std::string reader_password() { return "laes-kun-Vinter77"; }
  std::string ca_file() const { return folder_.file("ca.crt"); }
  const TestAuthority& authority() const { return authority_; }
  std::string folder() const { return folder_.path().string(); }

  /// Runs ldapmodify as the administrator.
  void modify(std::string_view ldif);
  /// slapcat: everything as LDIF.
  std::string dump() const;

  void pause();   ///< SIGSTOP
  void resume();  ///< SIGCONT
  void kill();    ///< SIGKILL
  void stop();    ///< SIGTERM and wait
  void start();   ///< again, same ports, same content
  pid_t pid() const { return slapd_.pid(); }

 private:
  void write_configuration() const;

  SlapdWish wish_;
  ScratchFolder folder_;
  TestAuthority authority_;
  int ldap_port_;
  int ldaps_port_;
  Process slapd_;
};

/// "p0007" from "p%04d" and 7.
std::string numbered(const char* pattern, int number);

/// One entry in LDIF, for tests: base64 where RFC 2849 wants it.
std::string ldif_entry(const std::string& dn,
                       const std::vector<std::pair<std::string, std::string>>& attributes);

}  // namespace rettesnor::test
