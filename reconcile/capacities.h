// What one record says of an employment, a mandate or an engagement, and all of hers of a person.
#pragma once

#include <functional>

#include "reconcile/access_graph.h"
#include "reconcile/remembered.h"

namespace rettesnor::reconcile {

/// The unit with an id, or kNone.
using UnitNamed = std::function<Index(std::string_view id)>;

// As the object in AccessGraph::object() tells it, told or remembered; the person is not set.
EmploymentNode employment_at(const AccessGraph& graph, Index object, const UnitNamed& unit);
MandateNode mandate_at(const AccessGraph& graph, Index object);
EngagementNode engagement_at(const AccessGraph& graph, Index object);
/// What a told employment was before it moved.
EmploymentNode employment_until(const AccessGraph& graph, const FormerState& state,
                                const UnitNamed& unit);

/// Fills in what the capacities of a person together say of her; they must stand in the graph.
void judge_person(const AccessGraph& graph, PersonNode& person);

}  // namespace rettesnor::reconcile
