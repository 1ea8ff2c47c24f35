// Whether a case number that a source tells is a case.
#pragma once

#include <string_view>

#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

/// As [[case_register]] spells it: `#` one digit, `@` one letter, `*` any number of either, and
/// everything else itself, whatever its letter case. Blanks around the number are nothing.
bool has_form(std::string_view case_no, std::string_view pattern);

/// Fills GrantNode::documented. A case is known when a register lists it, or when it has the form
/// of a register and stands for one person alone. Without a register it has at least to look like
/// one: four characters, and a digit among them. Needs accounts with their persons, and grants.
void judge_case_numbers(AccessGraph& graph);

}  // namespace rettesnor::reconcile
