// Which deviations count, and what they cover.
#pragma once

#include "reconcile/checks.h"

namespace rettesnor::reconcile {

/// Several subjects, or "*".
bool covers_several(const policies::Deviation& deviation);
/// Longer than 12 months.
bool lasts_too_long(const policies::Deviation& deviation);
/// Recommended and approved by one person, whichever of her numbers stands there.
bool is_self_approved(const AccessGraph& graph, const policies::Deviation& deviation);
/// Valid on `graph.today`: within its dates, one subject, not self-approved, at most 12 months.
bool is_valid(const AccessGraph& graph, const policies::Deviation& deviation);
/// Does it speak of this finding: code and subject, and object and rule when it names them?
bool speaks_of(const policies::Deviation& deviation, const core::Finding& finding);

/// Writes the number of a valid deviation into every finding that it covers.
void mark_covered(const AccessGraph& graph, Findings& findings);

}  // namespace rettesnor::reconcile
