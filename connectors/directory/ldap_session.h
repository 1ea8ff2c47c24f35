// One authenticated conversation with one LDAP server: the only home of the LDAP library.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/directory/directory_entry.h"
#include "connectors/directory/ldap_url.h"
#include "core/result.h"
#include "core/secret.h"

namespace rettesnor::connectors {

struct LdapTimeouts {
  std::chrono::milliseconds connect{10'000};  ///< TCP, TLS and sign-in, each
  std::chrono::milliseconds answer{60'000};   ///< for the next message of an answer, whole
};

struct LdapLogin {
  enum class Method { simple, gssapi } method = Method::simple;
  std::string user;       ///< DN, UPN or DOMAIN\user; empty with gssapi
  core::Secret password;  ///< not used by gssapi, which takes Kerberos tickets of the process
};

struct LdapTarget {
  LdapAddress address;
  std::string ca_file;  ///< the only authorities that are trusted
  LdapTimeouts timeouts;
  std::uint64_t max_message = 256ULL << 20U;  ///< bytes of one message; larger ends the connection
};

struct LdapSearch {
  std::string base;
  enum class Scope { base, subtree } scope = Scope::subtree;
  std::string filter;
  std::vector<std::string> attributes;
  int size_limit = 0;  ///< asked of the server; 0 = none
};

/// RFC 2696: how many entries to ask for, and where the last page ended.
struct LdapPage {
  int size;
  std::string cookie;
};

/// How a search ended by the server's word. code 0 is success; anything else means that entries may
/// be missing.
struct LdapSearchEnd {
  int code = 0;
  std::string words;  ///< ldap_verdict() of code and diagnostic; empty when code is 0
  core::ErrorKind kind = core::ErrorKind::refused;
  std::optional<std::string> cookie;    ///< empty text = last page; absent = no paging control came
  std::vector<std::string> references;  ///< URLs of parts of the tree that other servers hold
  std::size_t entries = 0;
};

/// One step of a modify. All steps of one modify happen together or not at all (RFC 4511 4.6).
struct LdapChange {
  enum class Act { add, remove, replace } act;
  std::string attribute;
  std::vector<std::string> values;  ///< remove and replace without values: all of them
};

/// How a write ended by the server's word. code 0 is done; anything else means: not done.
struct LdapWriteEnd {
  int code = 0;
  std::string words;  ///< ldap_verdict() of code and diagnostic; empty when code is 0
  core::ErrorKind kind = core::ErrorKind::refused;
};

struct LdapSecurity {
  std::string protocol;     ///< "TLS1.3", or "Kerberos" when SASL encrypts
  std::string certificate;  ///< DER; empty without TLS
};

/// Not shared between threads. Referrals are never followed. Every call ends: at the latest when
/// the timeouts of the target or the deadline of the whole pull are used up.
class LdapSession {
 public:
  /// Connects, secures, signs in. A simple bind is refused before anything is sent unless the
  /// connection is under TLS 1.2 or later with a certificate that `ca_file` vouches for and that
  /// names the host. No message ever holds the password.
  static core::Result<std::unique_ptr<LdapSession>> open(const LdapTarget& target,
                                                         const LdapLogin& login);
  virtual ~LdapSession() = default;

  /// Nothing waits beyond this moment.
  virtual void set_deadline(std::chrono::steady_clock::time_point deadline) = 0;
  virtual const LdapSecurity& security() const = 0;

  using OnEntry = std::function<core::Result<void>(const DirectoryEntry&)>;
  /// Calls `on_entry` for each entry as it comes; an Error from it ends the search and is returned.
  /// An Error means that the connection is of no more use (entries may have come before);
  /// a search that the server ended itself, well or not, is a LdapSearchEnd.
  virtual core::Result<LdapSearchEnd> search(const LdapSearch& search,
                                             const std::optional<LdapPage>& page,
                                             const OnEntry& on_entry) = 0;

  /// Changes one entry. `assertion`: a filter that the entry must fit at the moment of the write
  /// (RFC 4528), empty for none. An Error of kind unreachable means that nobody knows whether it
  /// was done, and that the connection is of no more use; a referral is an answer, not followed.
  virtual core::Result<LdapWriteEnd> modify(const std::string& dn,
                                            const std::vector<LdapChange>& changes,
                                            const std::string& assertion) = 0;
};

}  // namespace rettesnor::connectors
