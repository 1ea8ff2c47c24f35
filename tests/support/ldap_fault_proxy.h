// A proxy before a real LDAP server that does one thing wrong at one message of its answers.
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "tests/support/ldap_messages.h"
#include "tests/support/tls_stream.h"

namespace rettesnor::test {

/// What happens to one message that the server sends.
struct LdapFault {
  enum class What {
    none,
    cut,            ///< the connection breaks before it
    close,          ///< the connection is closed in good order (TLS close_notify) before it
    truncate,       ///< half of it comes, then the connection breaks
    stall,          ///< it and all after it never come, the connection stays open
    drop,           ///< it is missing, all else comes
    end_with,       ///< the operation ends here with `code` and without a paging cookie
    twice,          ///< it comes two times
    swap,           ///< it comes after the one that follows it
    wrong_id,       ///< it carries the id of an operation that nobody asked for
    huge,           ///< in its place the head of a message of 1 GiB
    garbage,        ///< in its place bytes that are no LDAP
    goodbye,        ///< in its place a Notice of Disconnection (RFC 4511 4.4.1), then the end
    same_cookie,    ///< from here on every last page tells the cookie of the page before again
    forget_cookie,  ///< from here on every page claims to be the last one
  } what = What::none;
  std::size_t at = 0;  ///< counted from 0 over all messages since arm(), over all connections
  int code = 0;        ///< end_with: the LDAP result code

  std::string name() const;
};

/// Both sides are LDAPS. Serves any number of connections; a fault happens once.
class LdapFaultProxy {
 public:
  /// `backend_port`: an LDAPS server on 127.0.0.1.
  explicit LdapFaultProxy(int backend_port);

  std::string ldaps_url() const { return server_.ldaps_url(); }
  std::string ca_file() const { return server_.ca_file(); }
  /// The count starts again from 0 with this fault.
  void arm(const LdapFault& fault);
  /// Messages of the server since arm().
  std::size_t messages() const { return seen_; }
  /// True when the fault's message came.
  bool struck() const { return struck_; }

 private:
  struct Line;  // one connection
  void serve(TlsStream& client);
  enum class Next { go_on, over };
  Next answer(Line& line, std::string_view message);
  Next strike(Line& line, const LdapFault& fault, std::string_view message);
  std::string with_other_cookie(Line& line, const LdapFault& fault, std::string_view message);

  int backend_port_;
  std::mutex guard_;
  LdapFault fault_;
  std::atomic<std::size_t> seen_ = 0;
  std::atomic<bool> struck_ = false;
  TlsServer server_;  // last: its threads use the others
};

}  // namespace rettesnor::test
