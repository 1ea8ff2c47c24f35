// A small part of RFC 4516: scheme, host and port, and nothing that could follow.
#include "connectors/directory/ldap_url.h"

#include <algorithm>
#include <string_view>

#include "core/number.h"
#include "core/text.h"

namespace rettesnor::connectors {

using core::ErrorKind;
using core::fail;
using core::Result;

Result<LdapAddress> parse_ldap_url(const std::string& url, bool start_tls) {
  const auto wrong = [&](std::string_view why) {
    return fail(ErrorKind::invalid_input, "url \"" + core::printable(url) +
                                              "\": " + std::string(why) +
                                              "; write ldaps://host or ldaps://host:636");
  };
  const bool tls = url.starts_with("ldaps://");
  if (!tls && !url.starts_with("ldap://")) return wrong("it must begin with ldaps:// or ldap://");
  std::string_view rest = std::string_view(url).substr(tls ? 8 : 7);
  if (rest.ends_with('/')) rest.remove_suffix(1);
  if (rest.find_first_of("/?#@ ") != std::string_view::npos) {
    return wrong("nothing may follow the port");
  }
  LdapAddress address{url, {}, tls ? 636 : 389, LdapAddress::Protection::none};
  address.protection = tls         ? LdapAddress::Protection::tls
                       : start_tls ? LdapAddress::Protection::start_tls
                                   : LdapAddress::Protection::none;
  std::string_view port;
  if (rest.starts_with('[')) {
    const auto close = rest.find(']');
    if (close == std::string_view::npos) return wrong("the bracket of the address is not closed");
    address.host = rest.substr(1, close - 1);
    port = rest.substr(close + 1);
  } else {
    const auto colon = std::min(rest.find(':'), rest.size());
    address.host = rest.substr(0, colon);
    port = rest.substr(colon);
  }
  if (address.host.empty()) return wrong("the host is missing");
  if (!port.empty()) {
    const auto number = core::number_in(port.substr(1), 1, 65535);
    if (port.front() != ':' || !number) return wrong("the port is not a number from 1 to 65535");
    address.port = *number;
  }
  return address;
}

}  // namespace rettesnor::connectors
