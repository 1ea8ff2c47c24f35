// Opens the first server of a source that answers, and asks it what it is.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connectors/directory/directory_settings.h"
#include "connectors/directory/ldap_session.h"
#include "core/result.h"
#include "core/time.h"

namespace rettesnor::connectors {

/// What a server tells of itself (RFC 4512 5.1, [MS-ADTS] 3.1.1.3.2).
struct RootFacts {
  bool is_active_directory = false;
  std::string default_base;  ///< defaultNamingContext, else the first of namingContexts
  std::vector<std::string> naming_contexts;
  std::optional<core::Timestamp> current_time;
};

struct OpenDirectory {
  std::unique_ptr<LdapSession> session;
  std::string url;
  RootFacts root;
};

/// The servers in turn; the next one is tried only when one cannot be reached. A wrong password, a
/// certificate that is not trusted or any other refusal ends it at once.
core::Result<OpenDirectory> open_directory(const DirectorySettings& settings,
                                           std::chrono::steady_clock::time_point deadline);

/// Seconds that the server's clock is ahead of ours. `now` was true `elapsed` ago.
std::optional<std::int64_t> clock_skew(const RootFacts& root, core::Timestamp now,
                                       std::chrono::steady_clock::duration elapsed);

}  // namespace rettesnor::connectors
