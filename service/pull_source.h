// Reading one source and making it history: what `sync` does when asked and `serve` does by itself.
#pragma once

#include <optional>
#include <vector>

#include "connectors/connector.h"
#include "core/pull.h"
#include "core/result.h"
#include "policies/policy.h"
#include "policies/settings.h"
#include "store/store.h"

namespace rettesnor::service {

/// How one source went.
struct SourceRun {
  policies::Settings::Source source;
  std::optional<core::Error> error;  ///< nothing usable came
  store::ApplyResult result{};       ///< when there was no error
  std::vector<core::Gap> gaps;
  std::vector<core::RejectedRow> rejected;
  std::vector<core::Note> notes;
  bool first = false;  ///< the store knew nothing of this source before
  double seconds = 0;
};

/// Touches no store, so that everything else can go on while a slow source answers. `settings` must
/// outlive the call.
core::Result<core::Pull> read_source(const policies::Settings& settings,
                                     const policies::Settings::Source& source,
                                     const connectors::PullRequest& request);

/// What the policy in force lets a pull take away on `day`.
store::BreakerLimits breaker_limits(const policies::Policy& policy, core::Date day);

/// What was read becomes history, or waits in quarantine, or is noted as a failure (not in a dry
/// run). An Error only when the failure could not be noted.
core::Result<SourceRun> keep_pull(store::Store& store, const policies::Settings::Source& source,
                                  const core::Result<core::Pull>& pull,
                                  const store::BreakerLimits& limits,
                                  const std::optional<store::Raise>& raise, store::ApplyMode mode,
                                  core::Timestamp now);

}  // namespace rettesnor::service
