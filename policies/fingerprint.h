// One text for the meaning of a policy.
#pragma once

#include <string>

#include "policies/policy.h"

namespace rettesnor::policies {

/// 64 hex characters. The same whatever files, order, comments and spellings of one condition were
/// used; different as soon as a value is.
std::string fingerprint_of(const Policy& policy);

}  // namespace rettesnor::policies
