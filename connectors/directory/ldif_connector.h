// The source kind "ldif": a directory as a file that its operators exported.
#pragma once

#include <memory>

#include "connectors/connector.h"
#include "core/result.h"

namespace rettesnor::connectors {

/// Settings: docs/sources-directory.md. The file is opened by read() and check(), not before.
core::Result<std::unique_ptr<Connector>> make_ldif_connector(const SourceSettings& settings);

}  // namespace rettesnor::connectors
