// Reads a live directory to the end, or says where it could not.
#pragma once

#include <vector>

#include "connectors/connector.h"
#include "connectors/directory/directory_settings.h"
#include "core/pull.h"
#include "core/result.h"

namespace rettesnor::connectors {

/// Full read over LDAP. A class is complete only if every page of every base ended with success,
/// the last cookie was empty, every range of members came to its end, no other server holds a part,
/// and everybody whom a group names below our bases was told. Error when nothing usable came.
core::Result<core::Pull> read_ldap_directory(const DirectorySettings& settings,
                                             const PullRequest& request);

/// Connection, certificate, sign-in, rights, clock and a sample; changes nothing.
core::Result<std::vector<CheckLine>> check_ldap_directory(const DirectorySettings& settings,
                                                          core::Timestamp now);

}  // namespace rettesnor::connectors
