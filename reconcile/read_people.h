// Reads units, persons and what persons hold (employments, mandates, engagements) into the graph.
#pragma once

#include <string_view>
#include <vector>

#include "reconcile/access_graph.h"
#include "reconcile/object_finder.h"

namespace rettesnor::reconcile {

/// Persons as the sources tell them, before and after they are joined.
struct ToldPersons {
  /// As in AccessGraph::object(): the snapshot's person objects by (source, natural id), those that
  /// are remembered, then one object for each person that only a capacity mentions: that capacity
  /// (its person is real even when her row could not be read).
  std::vector<Index> object;
  std::size_t person_rows = 0;       ///< how many of them are person objects; ascending
  std::vector<std::string_view> id;  ///< natural id, or the reference of the capacity
  std::vector<Index> person;         ///< → AccessGraph::persons
};

/// Fills remembered, units, persons, employments, mandates, engagements and employee_no_index, and
/// resolves leaders and sponsors. Needs graph.snapshot, policy, zone, now, today.
ToldPersons read_people(AccessGraph& graph, ObjectFinder& finder);

}  // namespace rettesnor::reconcile
