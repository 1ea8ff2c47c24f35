// An LDAP server on loopback that signs anybody in and then answers searches as a test wants it to.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <string_view>

#include "tests/support/ldap_messages.h"
#include "tests/support/tls_stream.h"

namespace rettesnor::test {

/// How a test answers one search. Each call returns false when the client has gone.
class HostileAnswer {
 public:
  HostileAnswer(TlsStream& client, std::int64_t id) : client_(client), id_(id) {}
  std::int64_t id() const { return id_; }
  bool entry(std::string_view dn, const LdapAttributes& attributes);
  bool reference(std::string_view url);
  /// `cookie` as paged_control(): nullptr = no control at all.
  bool done(int code = 0, const std::string* cookie = nullptr, std::string_view referral = {});
  bool last_page() { return done(0, &kNoCookie); }
  bool raw(std::string_view bytes);
  /// Fills the connection with `size` times `fill`, in pieces.
  bool flood(std::uint64_t size, char fill);

  static const std::string kNoCookie;

 private:
  TlsStream& client_;
  std::int64_t id_;
};

class HostileLdapServer {
 public:
  /// Called for each search but those of the root DSE, on a thread of the connection; several
  /// connections may call it at the same time.
  using Search = std::function<void(const SearchRequest&, HostileAnswer&)>;
  enum class Flavour { active_directory, openldap };
  HostileLdapServer(Flavour flavour, Search search);

  std::string ldaps_url() const { return server_.ldaps_url(); }
  std::string ca_file() const { return server_.ca_file(); }
  static std::string base_dn() { return "DC=maagesund,DC=example"; }
  /// Searches that came, root DSE apart.
  std::size_t searches() const { return searches_; }

 private:
  void serve(TlsStream& client);
  bool answer(TlsStream& client, std::string_view bytes);
  void tell_root(HostileAnswer& answer) const;

  Flavour flavour_;
  Search search_;
  std::atomic<std::size_t> searches_ = 0;
  TlsServer server_;  // last: its threads use the others
};

}  // namespace rettesnor::test
