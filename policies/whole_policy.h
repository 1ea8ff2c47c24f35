// The checks that need the whole policy at once.
#pragma once

#include <vector>

#include "policies/places.h"
#include "policies/policy.h"
#include "policies/read_policy.h"

namespace rettesnor::policies {

/// Names that stand twice, also across files.
std::vector<Complaint> check_names(const Policy& policy, const Places& places);
/// References to documents, systems and vendors that are not there; rights that are not
/// "System:Name".
std::vector<Complaint> check_references(const Policy& policy, const Places& places);
/// Role policies and SoD rules: conditions that nothing can meet, rules without effect, sides that
/// overlap, birthrights that break a SoD rule.
std::vector<Complaint> check_rules(const Policy& policy, const Places& places);
/// Registers: periods, thresholds, critical rights, deviations, accounts.
std::vector<Complaint> check_registers(const Policy& policy, const Places& places);

}  // namespace rettesnor::policies
