// The source kind "ldap": OpenLDAP and other LDAP servers over a live connection.
#pragma once

#include <memory>

#include "connectors/connector.h"
#include "core/result.h"

namespace rettesnor::connectors {

/// Settings: docs/sources-directory.md. Sends nothing before read() or check() is called.
core::Result<std::unique_ptr<Connector>> make_ldap_connector(const SourceSettings& settings);

}  // namespace rettesnor::connectors
