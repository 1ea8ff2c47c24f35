// Tells which checks say nothing because the policy does not describe what they look at.
#include "cli/output/silent_checks.h"

#include <string>

#include "policies/silent_checks.h"

namespace rettesnor::cli {

void tell_silent_checks(Screen& screen, const policies::Policy& policy) {
  for (const policies::SilentChecks& checks : policies::silent_checks(policy)) {
    screen.say(Word::policy_silent,
               {{"without", std::string(checks.without)}, {"codes", std::string(checks.codes)}},
               Tone::faint);
  }
}

}  // namespace rettesnor::cli
