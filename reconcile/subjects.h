// What a deviation's subject means: the thing itself, by ref or by source and id.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

/// Persons by natural id, or by "source system/id"; ascending. An employee number is no person.
std::vector<Index> subject_persons(const AccessGraph& graph, std::string_view text);
/// Accounts by "System/login" or "System/id", ascending.
std::vector<Index> subject_accounts(const AccessGraph& graph, std::string_view text);

/// Is there a thing that a finding could be about and that is called so? What no whole list could
/// hold may be there.
bool is_subject(const AccessGraph& graph, std::string_view text);

}  // namespace rettesnor::reconcile
