// Taking access away in Active Directory.
#pragma once

#include <memory>

#include "connectors/writing/revoker.h"
#include "connectors/writing/revoking_rules.h"

namespace rettesnor::connectors {

/// Settings: docs/sources-directory.md, [source.write]. Sends nothing before it is asked.
core::Result<std::unique_ptr<Revoker>> make_ad_revoker(const SourceSettings& settings);

/// The rules alone, for a DirectoryRevoker.
std::unique_ptr<RevokingRules> make_ad_rules();

}  // namespace rettesnor::connectors
