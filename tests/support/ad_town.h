// A small municipality as ldifde exports it from Active Directory, with identifiers that stay.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/samba_directory.h"

namespace rettesnor::test {

/// 16 bytes as AD stores an objectGUID; the same for the same words.
std::string ad_guid(std::string_view words);
/// The domain's SID with this relative identifier, as AD stores it.
std::string ad_sid(unsigned rid);
/// An LDAP timestamp of AD (100 ns since 1601) of "2026-10-20T12:00:00Z".
std::string ad_filetime(const std::string& iso);

/// One entry after the other; each has objectGUID, objectSid, whenCreated and what else an export
/// shows. DNs are given below the domain: "OU=Personale".
class AdExport {
 public:
  using Lines = std::vector<std::pair<std::string, std::string>>;

  AdExport& unit(const std::string& below);
  /// CN=<login>,<below>. `more` replaces what is set by default.
  AdExport& user(const std::string& login, const std::string& below, const Lines& more = {});
  AdExport& group(const std::string& name, const std::string& below,
                  const std::vector<std::string>& member_dns, const Lines& more = {});
  /// A principal of another domain, as AD keeps it in ForeignSecurityPrincipals; returns its DN.
  std::string foreign_principal(const std::string& sid_text, std::string_view sid_bytes);
  const std::string& ldif() const { return ldif_; }

  static std::string dn(const std::string& below) {
    return below + "," + SambaDirectory::base_dn();
  }

 private:
  void entry(const std::string& dn, Lines lines, const Lines& more);
  std::string ldif_;
  unsigned next_rid_ = 1101;
};

/// What the tests of the `ad` connector look at:
///   OU=Personale    ada bo cleo dan, each in some state (see ad_town.cpp)
///   OU=Grupper      G_Ydre ⊃ G_Indre ⊃ bo; G_Fremmed holds a principal of another domain; G_Tom
///   OU=Masse        m0001 … m4500, and OU=Store with G_1499 G_1500 G_1501 G_4500
///   CN=Users        Domain Users and Domain Admins as the export tells them
const std::string& ad_town_ldif();
/// A controller with that town, started at the first call, for tests that change nothing.
SambaDirectory& ad_town();
/// Settings of an `ad` source over LDAPS with the reader's UPN, for the places above.
nlohmann::json ad_settings(const SambaDirectory& domain);
/// The same places and meaning for a `ldif` source that reads `file`.
nlohmann::json ad_ldif_settings(const std::string& file);

}  // namespace rettesnor::test
