// The source kinds "ad" and "ldap": a directory over a live connection.
#pragma once

#include <memory>

#include "connectors/connector.h"
#include "core/result.h"

namespace rettesnor::connectors {

/// Active Directory, or OpenLDAP and other LDAP servers: the kind decides the flavour, and that the
/// attributes. Settings: docs/sources-directory.md. Sends nothing before read() or check() is
/// called.
core::Result<std::unique_ptr<Connector>> make_directory_connector(const SourceSettings& settings);

}  // namespace rettesnor::connectors
