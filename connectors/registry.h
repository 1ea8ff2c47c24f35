// The table of source kinds.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "connectors/connector.h"
#include "core/result.h"

namespace rettesnor::connectors {

/// Makes the connector for `settings.kind`. invalid_input names the setting that is wrong (with its
/// path, "source kataloget: base_dn is missing") or lists the kinds when the kind is unknown.
core::Result<std::unique_ptr<Connector>> make_connector(const SourceSettings& settings);

/// "ad", "csv", "ldap", "ldif".
std::vector<std::string> known_kinds();

}  // namespace rettesnor::connectors
