// Who is asked about whom.
#pragma once

#include "reconcile/access_graph.h"
#include "review/organisation/person_view.h"

namespace rettesnor::review {

struct Route {
  core::Index reviewer;  ///< person; kNone with RouteReason::nobody
  RouteReason reason;
};

/// The leader of the unit of her main employment; never herself, and never somebody who is gone:
/// then the next unit up that somebody else leads, then the appointed review administrator. Ends
/// after each unit was looked at once, also where units stand under one another in a ring.
Route route_of(const reconcile::AccessGraph& graph, core::Index person);
/// Who owns the system, else who is responsible for it; never somebody who is gone or audits.
Route route_in_system(const reconcile::AccessGraph& graph, core::Index system);
/// kNone for who is not here, or audits.
core::Index askable(const reconcile::AccessGraph& graph, core::Index person);
core::Index askable(const reconcile::AccessGraph& graph, const std::string& employee_no);
/// Who answers when no leader can: any appointed review administrator but herself.
Route fallback_of(const reconcile::AccessGraph& graph, core::Index person);

}  // namespace rettesnor::review
