// One reading of an exported directory.
#pragma once

#include "connectors/connector.h"
#include "connectors/directory/directory_settings.h"
#include "core/pull.h"
#include "core/result.h"

namespace rettesnor::connectors {

/// The same meaning as a live directory has. The file is read two to four times: until a last
/// sign-in shows, for accounts, for groups, and for members that are neither when there are any.
/// A file that changes meanwhile is a conflict; one that tells no classes, or of memberships
/// without their groups, is invalid input.
core::Result<core::Pull> read_ldif(const DirectorySettings& settings, const PullRequest& request);

}  // namespace rettesnor::connectors
