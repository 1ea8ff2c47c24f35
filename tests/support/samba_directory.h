// A real Active Directory domain controller (Samba) on loopback, run as an ordinary user.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/scratch.h"
#include "tests/support/test_certificates.h"

namespace rettesnor::test {

/// The domain maagesund.example with what an LDIF export holds. objectGUID, objectSid, whenCreated,
/// pwdLastSet and lastLogonTimestamp are those of the export. Besides, there is a plain account
/// `svc_rettesnor` in OU=Rettesnor, which every domain user's rights let read.
/// Two domains of the same content are made once: later ones start from a copy that lies in the
/// build folder. All members throw std::runtime_error with Samba's own words when they fail.
class SambaDirectory {
 public:
  /// `ldif`: what ldifde exports, entries below DC=maagesund,DC=example; `clearTextPassword: …`
  /// sets a password.
  explicit SambaDirectory(std::string_view ldif = {});

  std::string ldaps_url() const;  ///< "ldaps://127.0.0.1:<port>"
  std::string ldap_url() const;   ///< for StartTLS and for GSSAPI
  int ldaps_port() const { return ldaps_port_; }
  int ldap_port() const { return ldap_port_; }
  static std::string base_dn() { return "DC=maagesund,DC=example"; }
  static std::string domain_sid() { return "S-1-5-21-1111111111-2222222222-3333333333"; }
  static std::string reader_dn() { return "CN=svc_rettesnor,OU=Rettesnor," + base_dn(); }
  static std::string reader_upn() { return "svc_rettesnor@maagesund.example"; }
  static std::string reader_login() { return "MAAGESUND\\svc_rettesnor"; }
  static std::string reader_password() { return "Laes.Kun.Vinter77"; }
  /// Files with mode 0600.
  std::string reader_password_file() const { return folder_.file("reader.password"); }
  std::string ca_file() const { return folder_.file("ca.crt"); }
  std::string folder() const { return folder_.path().string(); }

  /// Kerberos: a configuration, a keytab of the reader, and a ticket of hers in a new cache.
  /// The service is ldap/localhost and ldap/127.0.0.1.
  std::string krb5_config() const { return folder_.file("krb5.conf"); }
  std::string reader_keytab() const;
  std::string reader_ticket() const;  ///< "FILE:…", for KRB5CCNAME

  /// Runs ldapmodify as the domain's administrator, over LDAPS.
  void modify(std::string_view ldif);
  /// Adds entries as the constructor does, while the controller runs.
  void load(std::string_view ldif);
  /// Adds an access rule in SDDL to an object, as dsacls does.
  void delegate(const std::string& dn, const std::string& rule);
  /// Runs ldapsearch as the administrator; LDIF, unwrapped.
  std::string search(const std::vector<std::string>& arguments) const;

  void pause();   ///< SIGSTOP
  void resume();  ///< SIGCONT
  void kill();    ///< SIGKILL
  void stop();    ///< SIGTERM and wait
  void start();   ///< again, same ports, same content

 private:
  void write_configuration() const;
  std::vector<std::string> as_administrator(const std::string& program) const;

  ScratchFolder folder_;
  TestAuthority authority_;
  int ldap_port_;
  int ldaps_port_;
  int catalogue_port_;
  int catalogue_tls_port_;
  int kerberos_port_;
  int kpasswd_port_;
  Process samba_;
};

/// Modifies one entry: `changes` are LDIF lines such as "replace: title\ntitle: x".
std::string ldif_modify(const std::string& dn, const std::string& changes);
/// The change of an Active Directory password, as LDIF.
std::string ldif_password(const std::string& dn, const std::string& password);

}  // namespace rettesnor::test
