// Taking access away in OpenLDAP and other LDAP servers.
#pragma once

#include <memory>

#include "connectors/writing/revoker.h"
#include "connectors/writing/revoking_rules.h"
#include "connectors/writing/write_settings.h"

namespace rettesnor::connectors {

/// Settings: docs/sources-directory.md, [source.write]. Sends nothing before it is asked.
core::Result<std::unique_ptr<Revoker>> make_ldap_revoker(const SourceSettings& settings);

/// The rules alone, for a DirectoryRevoker.
std::unique_ptr<RevokingRules> make_ldap_rules(const WriteSettings& settings);

}  // namespace rettesnor::connectors
