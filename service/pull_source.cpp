// Reading one source and making it history: what `sync` does when asked and `serve` does by itself.
#include "service/pull_source.h"

#include <utility>

#include "connectors/registry.h"

namespace rettesnor::service {

using core::Result;
using policies::Settings;

Result<core::Pull> read_source(const Settings& settings, const Settings::Source& source,
                               const connectors::PullRequest& request) {
  const connectors::SourceSettings told{.name = source.name,
                                        .kind = source.kind,
                                        .system = source.system,
                                        .folder = settings.folder,
                                        .values = source.values};
  auto connector = TRY(connectors::make_connector(told));
  return connector->read(request);
}

store::BreakerLimits breaker_limits(const policies::Policy& policy, core::Date day) {
  return {.removed_percent = static_cast<double>(policy.threshold("breaker_removed_percent", day)),
          .removed_count = policy.threshold("breaker_removed_count", day),
          .members_removed_count = policy.threshold("breaker_members_removed_count", day),
          .unit_percent = static_cast<double>(policy.threshold("breaker_unit_percent", day))};
}

Result<SourceRun> keep_pull(store::Store& store, const Settings::Source& source,
                            const Result<core::Pull>& pull, const store::BreakerLimits& limits,
                            const std::optional<store::Raise>& raise, store::ApplyMode mode,
                            core::Timestamp now) {
  const store::SourceIdentity identity{source.name, source.kind, source.system};
  SourceRun run{.source = source};
  run.first = TRY(store.pulls(source.name, 1)).empty();
  if (!pull) {
    run.error = pull.error();
    if (mode == store::ApplyMode::apply) {
      TRY(store.record_failure(identity, now, core::kept(pull.error())));
    }
    return run;
  }
  run.gaps = pull->gaps();
  run.rejected = pull->rejected();
  run.notes = pull->notes();
  auto result = store.apply(*pull, identity, raise, mode, limits);
  if (!result) {
    run.error = result.error();
    return run;
  }
  run.result = std::move(*result);
  return run;
}

}  // namespace rettesnor::service
