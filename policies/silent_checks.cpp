// One row for each part of the policy that checks stand on.
#include "policies/silent_checks.h"

#include <algorithm>

namespace rettesnor::policies {
namespace {

struct Need {
  SilentChecks checks;
  bool (*is_told)(const Policy& policy);
};

template <class Fits>
bool some_right(const Policy& policy, Fits fits) {
  return std::ranges::any_of(policy.entitlements, fits);
}

const Need kNeeds[] = {
    {{"[[role]]", "MOVER_RETAINED"}, [](const Policy& p) { return !p.roles.empty(); }},
    {{"[[sod]]", "SOD_ENTITLEMENT"}, [](const Policy& p) { return !p.sod_rules.empty(); }},
    {{"[[entitlement]] privileged = true", "ADMIN_ON_DAILY"},
     [](const Policy& p) { return some_right(p, [](const auto& e) { return e.privileged; }); }},
    {{"[[entitlement]] critical = true", "SINGLE_HOLDER, BACKUP_NOT_READY"},
     [](const Policy& p) {
       return some_right(p, [](const auto& e) { return e.critical || e.min_holders; });
     }},
    {{"[[entitlement]] max_holders", "TOO_MANY_ADMINS"},
     [](const Policy& p) {
       return some_right(p, [](const auto& e) { return e.max_holders.has_value(); });
     }},
    {{"[[entitlement]] scope_required = true", "CONSTRAINT_MISSING"},
     [](const Policy& p) { return some_right(p, [](const auto& e) { return e.scope_required; }); }},
    {{"[[entitlement]] instruction_required = true", "PRIV_NOT_INSTRUCTED"},
     [](const Policy& p) {
       return some_right(p, [](const auto& e) { return e.instruction_required; });
     }},
    {{"[[subject_class]]", "CLASS_NOT_ALLOWED, COUNCIL_OPERATOR_ACCESS"},
     [](const Policy& p) { return !p.subject_classes.empty(); }},
    {{"[[body]]", "COMMITTEE_LEFT, COUNCIL_UNEQUAL_ACCESS"},
     [](const Policy& p) { return !p.bodies.empty(); }},
    {{"[[level]]", "VENDOR_LEVEL_LOW"}, [](const Policy& p) { return !p.baselines.empty(); }},
    {{"[[system]] critical = true", "CONTINGENCY_MISSING"},
     [](const Policy& p) {
       return std::ranges::any_of(p.systems, [](const auto& s) { return s.critical; });
     }},
    {{"[[mandatory_role]]", "ROLE_VACANT"},
     [](const Policy& p) { return !p.mandatory_roles.empty(); }},
    {{"[[document]]", "RULE_REVIEW_OVERDUE"}, [](const Policy& p) { return !p.documents.empty(); }},
};

}  // namespace

std::vector<SilentChecks> silent_checks(const Policy& policy) {
  std::vector<SilentChecks> out;
  for (const Need& row : kNeeds) {
    if (!row.is_told(policy)) out.push_back(row.checks);
  }
  return out;
}

}  // namespace rettesnor::policies
