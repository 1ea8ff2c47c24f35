// Which checks say nothing because the policy does not describe what they look at.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policies/policy.h"

namespace rettesnor::policies {

struct SilentChecks {
  std::string_view without;  ///< what the policy lacks, as it is written there: "[[role]]"
  std::string_view codes;    ///< of the findings that cannot come, separated by ", "
};
/// Silence that says nothing about the organisation; in the order of the tables.
std::vector<SilentChecks> silent_checks(const Policy& policy);

}  // namespace rettesnor::policies
