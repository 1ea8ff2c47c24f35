// Where a person stands in the organisation, and how pages name her.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "reconcile/access_graph.h"
#include "review/organisation/holder.h"
#include "review/organisation/person_view.h"

namespace rettesnor::review {

/// Her current primary employment, else her first current one; among those that are over the one
/// that ended last. kNone when she never had any.
core::Index main_employment(const reconcile::AccessGraph& graph, core::Index person);
bool has_current_employment_in(const reconcile::AccessGraph& graph, core::Index person,
                               core::Index unit);
/// An account that is nobody's is shown by its own name, with its system for a unit; a role by its
/// name in the policy, with its id there for a unit.
PersonView person_view(const reconcile::AccessGraph& graph, const Holder& holder);
About about(const Holder& holder);
/// Does `leader` lead a unit that `person` is currently employed in, or one above it?
bool reports_to(const reconcile::AccessGraph& graph, core::Index person, core::Index leader);
bool leads_a_unit(const reconcile::AccessGraph& graph, core::Index person);
/// Current persons who hold the appointment today, in the order of the policy. `role` is folded.
std::vector<core::Index> appointed(const reconcile::AccessGraph& graph, std::string_view role);

/// Who audits decides nothing, and so is never asked to.
bool is_appointed_auditor(const reconcile::AccessGraph& graph, core::Index person);

}  // namespace rettesnor::review
