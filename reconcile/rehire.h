// People who came back after a gap, and the rights that waited for them.
#pragma once

#include <optional>

#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

struct Rehire {
  Date started;      ///< of the current employment
  Date earlier_end;  ///< last day of the employment before the gap
};
/// A current employment that began more than `rehire_gap_days` after every earlier one had ended.
std::optional<Rehire> rehire_of(const AccessGraph& graph, Index person);

/// Was the right granted before the gap and not documented again since? `since` of the grant is the
/// local day of granted_at, else start.
struct OldGrant {
  Index account;
  Date since;
};
std::optional<OldGrant> reused_grant(const AccessGraph& graph, Index person, Index entitlement,
                                     const Rehire& rehire);

/// REHIRE_REUSED speaks of this right.
bool is_reused(const AccessGraph& graph, Index person, Index entitlement);

}  // namespace rettesnor::reconcile
