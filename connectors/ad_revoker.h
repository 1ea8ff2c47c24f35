// Taking access away in Active Directory.
#pragma once

#include <memory>

#include "connectors/revoker.h"

namespace rettesnor::connectors {

/// Settings: docs/sources-directory.md, [source.write]. Sends nothing before it is asked.
core::Result<std::unique_ptr<Revoker>> make_ad_revoker(const SourceSettings& settings);

}  // namespace rettesnor::connectors
