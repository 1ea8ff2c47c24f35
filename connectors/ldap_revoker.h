// Taking access away in OpenLDAP and other LDAP servers.
#pragma once

#include <memory>

#include "connectors/revoker.h"

namespace rettesnor::connectors {

/// Settings: docs/sources-directory.md, [source.write]. Sends nothing before it is asked.
core::Result<std::unique_ptr<Revoker>> make_ldap_revoker(const SourceSettings& settings);

}  // namespace rettesnor::connectors
