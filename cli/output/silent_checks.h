// Tells which checks say nothing because the policy does not describe what they look at.
#pragma once

#include "cli/output/screen.h"
#include "policies/policy.h"

namespace rettesnor::cli {

void tell_silent_checks(Screen& screen, const policies::Policy& policy);

}  // namespace rettesnor::cli
