// A reading for each pull: nothing is kept between two of them.
#include "connectors/directory/ldap_directory.h"

#include "connectors/directory/ldap_reading.h"

namespace rettesnor::connectors {

core::Result<core::Pull> read_ldap_directory(const DirectorySettings& settings,
                                             const PullRequest& request) {
  return LdapReading(settings, request).run();
}

}  // namespace rettesnor::connectors
