// What is wrong with a policy when it is held against what the sources tell, with file and line.
#pragma once

#include <vector>

#include "policies/read_policy.h"
#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

/// Names that nothing, or more than one thing, is called; roles that nobody holds; deviations that
/// cover nothing. Warnings alone: the sources may be behind the policy. Ordered by file, line,
/// path.
std::vector<policies::Complaint> policy_notes(const AccessGraph& graph);

}  // namespace rettesnor::reconcile
