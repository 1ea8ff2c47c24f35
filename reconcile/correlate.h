// Decides who is one human being, and whose an account is; with the reason.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "reconcile/access_graph.h"
#include "reconcile/read_people.h"

namespace rettesnor::reconcile {

/// One employee number that a source gives to a person; `told` into ToldPersons.
struct ToldNumber {
  Index told;
  Index object;  ///< the capacity that tells it
  std::string_view employee_no;
  /// Of an employment. One that a mandate or an engagement names is somebody else's to give, and
  /// counts only beside a name that can be hers.
  bool is_own;
};

/// Joins persons of different sources that share a folded employee number. Nothing else joins: a
/// mail address in a register is the word of whoever keeps that register. A number that two persons
/// of one source have joins nobody, and neither does one that would bring two persons of one source
/// together. What is told comes before what is remembered, and each in the order of the persons, so
/// the result depends on content alone. Returns for each told person the first told one of her
/// group.
std::vector<Index> join_persons(const AccessGraph& graph, const ToldPersons& told,
                                std::span<const ToldNumber> numbers);

/// Links every account of the graph to a person or says why not (docs/checks.md, "a person's
/// link"). Needs persons, capacities, accounts with their kinds, and employee_no_index. A settled
/// link to a person whom nobody ever told of counts for nothing. An account in the register that no
/// tier gives to a person is `registered`, until its acceptance has passed.
void link_accounts(AccessGraph& graph, const ToldPersons& told, ObjectFinder& finder);

}  // namespace rettesnor::reconcile
