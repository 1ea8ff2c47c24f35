// The source kind "ad": Active Directory over a live connection.
#pragma once

#include <memory>

#include "connectors/connector.h"
#include "core/result.h"

namespace rettesnor::connectors {

/// Settings: docs/sources-directory.md. Sends nothing before read() or check() is called.
core::Result<std::unique_ptr<Connector>> make_ad_connector(const SourceSettings& settings);

}  // namespace rettesnor::connectors
