// Many units with new ids and the same people: one event, not many moves.
#pragma once

#include <vector>

#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

/// A unit that is told no longer, and the new one in which most of its people are.
struct UnitSuccession {
  Index before;
  Index after;
  Date seen;            ///< the reading that told their employments otherwise
  std::int64_t people;  ///< of the unit before who are in the unit after
  std::int64_t of;      ///< who were in the unit before
  enum class Word : std::uint8_t {
    none,       ///< to be confirmed by a human
    confirmed,  ///< [[reorganisation]] says so
    denied      ///< [[reorganisation]] says otherwise: its people moved
  } word;
};

/// Of readings in which at least three units, or the units of half of all who are employed, were
/// replaced so: the unit is told of no longer or empty, the one after was first seen then, and more
/// than half of the people went there together. By (seen, before).
std::vector<UnitSuccession> reorganised_units(const AccessGraph& graph);

/// Does a succession that nobody denied explain that she is where she is now, and not there?
bool is_reorganised(const AccessGraph& graph, const std::vector<UnitSuccession>& units,
                    const EmploymentNode& former);

}  // namespace rettesnor::reconcile
