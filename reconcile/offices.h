// Who holds an office that the policy appoints to.
#pragma once

#include <string_view>

#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

/// Was she appointed to it on that day? Nobody (kNone) was.
bool held_office(const AccessGraph& graph, Index person, std::string_view office, Date day);
/// Of Chefgruppen: appointed to it on that day, or leads the whole or a unit right below it now.
bool is_of_executive_group(const AccessGraph& graph, Index person, Date day);

}  // namespace rettesnor::reconcile
