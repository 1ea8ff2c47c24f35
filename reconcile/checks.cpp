// The table of checks, and how they are run: deviations marked, numbers masked, one finding an id.
#include "reconcile/checks.h"

#include <algorithm>
#include <cassert>
#include <string>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "core/cpr_pattern.h"
#include "core/text.h"
#include "reconcile/checks/declarations.h"
#include "reconcile/deviations.h"
#include "reconcile/needed_lists.h"

namespace rettesnor::reconcile {
namespace {

using core::Finding;
using core::Severity;

constexpr Check kChecks[] = {
    {"ACC_ORPHAN", Severity::high, "P12", checks::acc_orphan},
    {"LEAVER_ENABLED", Severity::critical, "P22", checks::leaver_enabled},
    {"LEAVER_USED_AFTER", Severity::critical, "P22", checks::leaver_used_after},
    {"SUSPENDED_ENABLED", Severity::critical, "P22", checks::suspended_enabled},
    {"LEAVER_RIGHTS_LEFT", Severity::low, "P22", checks::leaver_rights_left},
    {"LEAVE_ACCESS", Severity::medium, "P7", checks::leave_access},
    {"MOVER_RETAINED", Severity::medium, "P7", checks::mover_retained},
    {"ACC_DORMANT", Severity::medium, "P7", checks::acc_dormant},
    {"ACC_NEVER_USED", Severity::low, "P7", checks::acc_never_used},
    {"PWD_NEVER_EXPIRES", Severity::notice, "P22", checks::pwd_never_expires},
    {"PWD_NOT_REQUIRED", Severity::critical, "P22", checks::pwd_not_required},
    {"ACC_SHARED", Severity::high, "P23", checks::acc_shared},
    {"SVC_NO_OWNER", Severity::high, "P12", checks::svc_no_owner},
    {"SVC_OWNER_LEFT", Severity::high, "P12", checks::svc_owner_left},
    {"ADMIN_ON_DAILY", Severity::high, "P22", checks::admin_on_daily},
    {"ROBOT_TOO_BROAD", Severity::high, "P7", checks::robot_too_broad},
    {"LINK_AMBIGUOUS", Severity::medium, "P12", checks::link_ambiguous},
    {"LINK_UNICODE", Severity::medium, "P12", checks::link_unicode},
    {"PERSON_DUPLICATE", Severity::medium, "P8", checks::person_duplicate},
    {"CPR_IN_ATTRIBUTE", Severity::high, "P1", checks::cpr_in_attribute},
    {"REHIRE_REUSED", Severity::high, "P7", checks::rehire_reused},
    {"AUTH_UNDOCUMENTED", Severity::medium, "P7", checks::auth_undocumented},
    {"AUTH_EXPIRED", Severity::high, "P7", checks::auth_expired},
    {"OUT_OF_BAND", Severity::high, "P22", checks::out_of_band},
    {"CONSTRAINT_MISSING", Severity::high, "P7", checks::constraint_missing},
    {"CONSTRAINT_TOO_WIDE", Severity::medium, "P7", checks::constraint_too_wide},
    {"ENT_NO_OWNER", Severity::medium, "P20", checks::ent_no_owner},
    {"ENT_NO_DESCRIPTION", Severity::low, "P10", checks::ent_no_description},
    {"NEST_CYCLE", Severity::medium, "P8", checks::nest_cycle},
    {"BUNDLE_EXPANDED", Severity::high, "P26", checks::bundle_expanded},
    {"CLASS_MISSING", Severity::medium, "P1", checks::class_missing},
    {"CLASS_NOT_ALLOWED", Severity::high, "P12", checks::class_not_allowed},
    {"TOO_MANY_ADMINS", Severity::medium, "P22", checks::too_many_admins},
    {"PRIV_NOT_INSTRUCTED", Severity::low, "P11", checks::priv_not_instructed},
    {"SOD_ENTITLEMENT", Severity::high, "P24", checks::sod_entitlement},
    {"REVIEWER_MISSING", Severity::high, "P20", checks::reviewer_missing},
    {"MANAGER_CYCLE", Severity::high, "P20", checks::manager_cycle},
    {"SINGLE_HOLDER", Severity::high, "P25", checks::single_holder},
    {"BACKUP_NOT_READY", Severity::high, "P25", checks::backup_not_ready},
    {"VENDOR_NO_DBA", Severity::critical, "P18", checks::vendor_no_dba},
    {"VENDOR_DBA_EXPIRED", Severity::critical, "P18", checks::vendor_dba_expired},
    {"VENDOR_DBA_EXPIRING", Severity::low, "P18", checks::vendor_dba_expiring},
    {"VENDOR_LEVEL_LOW", Severity::high, "P18", checks::vendor_level_low},
    {"VENDOR_NO_SPONSOR", Severity::high, "P18", checks::vendor_no_sponsor},
    {"VENDOR_SPONSOR_LEFT", Severity::high, "P18", checks::vendor_sponsor_left},
    {"VENDOR_SCOPE_EXCEEDED", Severity::high, "P18", checks::vendor_scope_exceeded},
    {"VENDOR_PERSON_UNNAMED", Severity::high, "P18", checks::vendor_person_unnamed},
    {"VENDOR_SUPERVISION_OVERDUE", Severity::medium, "P18", checks::vendor_supervision_overdue},
    {"JOINT_PROCUREMENT_UNAPPROVED", Severity::high, "P36", checks::joint_procurement_unapproved},
    {"MANDATE_ENDED", Severity::critical, "P13", checks::mandate_ended},
    {"COMMITTEE_LEFT", Severity::high, "P13", checks::committee_left},
    {"COUNCIL_OPERATOR_ACCESS", Severity::high, "P13", checks::council_operator_access},
    {"COUNCIL_UNEQUAL_ACCESS", Severity::medium, "P13", checks::council_unequal_access},
    {"BREAKGLASS_USED", Severity::high, "P28", checks::breakglass_used},
    {"BREAKGLASS_LT2", Severity::medium, "P28", checks::breakglass_lt2},
    {"CONTINGENCY_MISSING", Severity::medium, "P28", checks::contingency_missing},
    {"DEVIATION_EXPIRED", Severity::high, "P31", nullptr, checks::deviation_expired},
    {"DEVIATION_SELF_APPROVED", Severity::critical, "P31", checks::deviation_self_approved},
    {"ROLE_VACANT", Severity::high, "P19", checks::role_vacant},
    {"RULE_REVIEW_OVERDUE", Severity::medium, "P29", checks::rule_review_overdue},
    {"POLICY_REASSESS_OVERDUE", Severity::high, "P33", checks::policy_reassess_overdue},
    {"BYRAAD_STATUS_OVERDUE", Severity::high, "P34", checks::byraad_status_overdue},
    {"SYNC_PARTIAL", Severity::medium, "P8", checks::sync_partial},
    {"SYNC_MASS_CHANGE", Severity::high, "P8", checks::sync_mass_change},
    {"SYNC_STALE", Severity::medium, "P8", checks::sync_stale},
    {"CLOCK_SKEW", Severity::medium, "P8", checks::clock_skew},
    {"DEVIATION_SCOPE", Severity::high, "P31", checks::deviation_scope},
    {"RULE_OBJECT_MISSING", Severity::high, "P29", checks::rule_object_missing},
    {"RULE_OBJECT_CHANGED", Severity::high, "P29", checks::rule_object_changed},
    {"LINK_CHANGED", Severity::high, "P12", checks::link_changed},
    {"NAME_MISMATCH", Severity::high, "P12", checks::name_mismatch},
    {"ROLE_HOLDER_ACCOUNT", Severity::high, "P19", checks::role_holder_account},
    {"KIND_CHANGED", Severity::medium, "P12", checks::kind_changed},
    {"CASE_UNKNOWN", Severity::medium, "P7", checks::case_unknown},
    {"LEAVER_UNCONFIRMED", Severity::high, "P22", checks::leaver_unconfirmed},
    {"NO_CAPACITY", Severity::high, "P22", checks::no_capacity},
    {"PERSON_RETURNED", Severity::medium, "P12", checks::person_returned},
    {"REORGANISED", Severity::medium, "P20", checks::reorganised},
    {"DATA_OLD", Severity::medium, "P8", checks::data_old},
    {"LIST_PARTIAL", Severity::medium, "P8", nullptr, nullptr, checks::list_partial},
};

Finding blank_of(const Check& check) {
  Finding blank{};
  blank.code = check.code;
  blank.severity = check.severity;
  blank.clause = check.clause;
  return blank;
}

void mask(core::Thing& thing) {
  thing.ref = core::without_cpr(thing.ref);
  thing.label = core::without_cpr(core::printable(thing.label));
}

/// A CPR number may stand in a name, a login or a description: it goes no further than this. Keys
/// stay, because a finding must be the same tomorrow; they are not for reading.
void mask(Finding& finding) {
  mask(finding.subject);
  mask(finding.object);
  for (auto& [placeholder, value] : finding.values) value = core::without_cpr(value);
  for (auto& [fact, value] : finding.evidence) value = core::without_cpr(value);
  for (core::Path& path : finding.paths) {
    for (core::PathStep& step : path) step.ref = core::without_cpr(step.ref);
  }
}

/// Ordered, and one of each id.
Findings in_order(Findings findings) {
  struct Keyed {
    std::string id;
    Finding finding;
  };
  std::vector<Keyed> keyed;
  keyed.reserve(findings.size());
  for (Finding& finding : findings) {
    std::string id = core::finding_id(finding);
    keyed.push_back({std::move(id), std::move(finding)});
  }
  const auto before = [](const Keyed& a, const Keyed& b) {
    const Finding& x = a.finding;
    const Finding& y = b.finding;
    return std::tie(x.severity, x.code, x.subject.ref, x.object.ref, a.id) <
           std::tie(y.severity, y.code, y.subject.ref, y.object.ref, b.id);
  };
  std::sort(keyed.begin(), keyed.end(), before);
  Findings ordered;
  ordered.reserve(keyed.size());
  std::unordered_set<std::string> seen;
  for (Keyed& one : keyed) {
    const bool is_new = seen.insert(std::move(one.id)).second;
    assert(is_new && "two findings with one id");
    if (!is_new) continue;
    ordered.push_back(std::move(one.finding));
  }
  return ordered;
}

}  // namespace

std::vector<AccountClaim> claims_on_accounts(const AccessGraph& graph,
                                             const std::vector<ContestedLink>& contested,
                                             const std::vector<Returned>& returned) {
  std::vector<AccountClaim> claims;
  for (const ContestedLink& link : contested) {
    for (const Index person : link.also) claims.push_back({link.account, person});
  }
  for (const Returned& one : returned) {
    for (const Index account : graph.accounts_of_person[one.before]) {
      if (graph.accounts[account].tier != LinkTier::settled)
        claims.push_back({account, one.person});
    }
  }
  const auto key = [](const AccountClaim& c) { return std::pair(c.account, c.person); };
  std::sort(claims.begin(), claims.end(),
            [&](const AccountClaim& a, const AccountClaim& b) { return key(a) < key(b); });
  const auto again =
      std::unique(claims.begin(), claims.end(),
                  [&](const AccountClaim& a, const AccountClaim& b) { return key(a) == key(b); });
  claims.erase(again, claims.end());
  return claims;
}

bool CheckInput::seems_returned(Index person) const {
  return std::any_of(returned.begin(), returned.end(),
                     [&](const Returned& r) { return r.before == person; });
}

std::span<const Check> all_checks() {
  return kChecks;
}

Findings run_checks(const CheckInput& input, Findings found_elsewhere) {
  Findings findings = std::move(found_elsewhere);
  const auto take = [&](Findings found) {
    for (Finding& finding : found) findings.push_back(std::move(finding));
  };
  for (const Check& check : kChecks) {
    if (check.run != nullptr) take(check.run(input, blank_of(check)));
  }
  const NotJudged not_judged = take_out_unearned(input, findings);
  for (const Check& check : kChecks) {
    if (check.run_on_not_judged != nullptr) {
      take(check.run_on_not_judged(input, blank_of(check), not_judged));
    }
  }
  mark_covered(input.graph, findings);
  for (const Check& check : kChecks) {
    if (check.run_on_findings != nullptr) {
      take(check.run_on_findings(input, blank_of(check), findings));
    }
  }
  for (Finding& finding : findings) mask(finding);
  return in_order(std::move(findings));
}

}  // namespace rettesnor::reconcile
