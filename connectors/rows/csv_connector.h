// A source that is a set of csv files: the personnel system's export, or a business system's users.
#pragma once

#include <memory>

#include "connectors/connector.h"
#include "core/result.h"

namespace rettesnor::connectors {

/// Settings: docs/sources-csv.md. invalid_input names the setting that is wrong. read() fails only
/// when not one file can be believed; otherwise a file that cannot is a gap.
core::Result<std::unique_ptr<Connector>> make_csv_connector(const SourceSettings& settings);

}  // namespace rettesnor::connectors
