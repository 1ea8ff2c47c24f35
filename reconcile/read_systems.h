// Reads which systems there are into the graph.
#pragma once

#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

/// Fills systems. Names are compared folded; a source's spelling is shown before the policy's.
void read_systems(AccessGraph& graph);

}  // namespace rettesnor::reconcile
