// The address of an LDAP server as it stands in the settings.
#pragma once

#include <string>

#include "core/result.h"

namespace rettesnor::connectors {

struct LdapAddress {
  std::string url;  ///< "ldaps://dc1.kommun.example:636"
  std::string host;
  int port;
  enum class Protection { tls, start_tls, none } protection;
};
/// ldaps:// or ldap://; nothing behind the port. `start_tls` only means something with ldap://.
core::Result<LdapAddress> parse_ldap_url(const std::string& url, bool start_tls);

}  // namespace rettesnor::connectors
