// One table: what an LDAP result code means for the caller, in plain words.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace rettesnor::connectors {

struct LdapVerdict {
  core::ErrorKind kind;
  std::string words;  ///< "size limit exceeded (4)", "wrong password or unknown user (49, 52e)"
};

/// `code`: RFC 4511 4.1.9 or libldap's own negative ones. `diagnostic`: the server's text, from
/// which Active Directory's sub-codes ("data 52e") are read; other text is shown printably and cut.
LdapVerdict ldap_verdict(int code, std::string_view diagnostic);

}  // namespace rettesnor::connectors
