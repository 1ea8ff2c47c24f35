// A deviation that ended while what it covered is still there.
#include "reconcile/checks/declarations.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "reconcile/deviations.h"
#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

Findings deviation_expired(const CheckInput& input, const core::Finding& blank,
                           const Findings& others) {
  std::map<std::string_view, std::vector<const policies::Deviation*>> expired;
  for (const policies::Deviation& deviation : input.graph.policy->deviations) {
    if (deviation.to < input.graph.today) expired[deviation.code].push_back(&deviation);
  }
  std::map<const policies::Deviation*, std::vector<std::string>> still_true;
  for (const core::Finding& other : others) {
    const auto candidates = expired.find(other.code);
    if (candidates == expired.end() || !other.covered_by.empty()) continue;
    for (const policies::Deviation* deviation : candidates->second) {
      if (speaks_of(*deviation, other)) still_true[deviation].push_back(core::finding_id(other));
    }
  }
  Findings findings;
  for (const policies::Deviation& deviation : input.graph.policy->deviations) {
    const auto found = still_true.find(&deviation);
    if (found == still_true.end()) continue;
    findings.push_back(Draft(input, blank)
                           .subject(thing_of_deviation(deviation))
                           .text("nr", deviation.number)
                           .date("d", deviation.to)
                           .note("ended_on", deviation.to)
                           .note("covered", deviation.code)
                           .note_all("findings", found->second)
                           .done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
