// Working one moment out of a history and a policy.
#include "review/organisation/moment.h"

#include <utility>

namespace rettesnor::review {

std::shared_ptr<const Moment> moment_of(core::Snapshot snapshot,
                                        std::shared_ptr<const policies::Policy> policy,
                                        const core::LocalZone& zone, core::Timestamp now) {
  auto moment = std::make_shared<Moment>();
  moment->policy = std::move(policy);
  moment->snapshot = std::move(snapshot);
  moment->graph = reconcile::build_access_graph(moment->snapshot, *moment->policy, zone, now);
  moment->expected = reconcile::compare_with_policy(moment->graph);
  return moment;
}

}  // namespace rettesnor::review
