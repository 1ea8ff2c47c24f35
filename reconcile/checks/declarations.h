// The checks by name: one pure function a file, in reconcile/checks/<code in lower case>.cpp.
#pragma once

#include "reconcile/checks.h"

namespace rettesnor::reconcile::checks {

Findings acc_orphan(const CheckInput& input, const core::Finding& blank);
Findings leaver_enabled(const CheckInput& input, const core::Finding& blank);
Findings leaver_used_after(const CheckInput& input, const core::Finding& blank);
Findings suspended_enabled(const CheckInput& input, const core::Finding& blank);
Findings leaver_rights_left(const CheckInput& input, const core::Finding& blank);
Findings leave_access(const CheckInput& input, const core::Finding& blank);
Findings mover_retained(const CheckInput& input, const core::Finding& blank);
Findings acc_dormant(const CheckInput& input, const core::Finding& blank);
Findings acc_never_used(const CheckInput& input, const core::Finding& blank);
Findings pwd_never_expires(const CheckInput& input, const core::Finding& blank);
Findings pwd_not_required(const CheckInput& input, const core::Finding& blank);
Findings acc_shared(const CheckInput& input, const core::Finding& blank);
Findings svc_no_owner(const CheckInput& input, const core::Finding& blank);
Findings svc_owner_left(const CheckInput& input, const core::Finding& blank);
Findings admin_on_daily(const CheckInput& input, const core::Finding& blank);
Findings robot_too_broad(const CheckInput& input, const core::Finding& blank);
Findings link_ambiguous(const CheckInput& input, const core::Finding& blank);
Findings link_unicode(const CheckInput& input, const core::Finding& blank);
Findings person_duplicate(const CheckInput& input, const core::Finding& blank);
Findings cpr_in_attribute(const CheckInput& input, const core::Finding& blank);
Findings rehire_reused(const CheckInput& input, const core::Finding& blank);
Findings auth_undocumented(const CheckInput& input, const core::Finding& blank);
Findings auth_expired(const CheckInput& input, const core::Finding& blank);
Findings out_of_band(const CheckInput& input, const core::Finding& blank);
Findings constraint_missing(const CheckInput& input, const core::Finding& blank);
Findings constraint_too_wide(const CheckInput& input, const core::Finding& blank);
Findings ent_no_owner(const CheckInput& input, const core::Finding& blank);
Findings ent_no_description(const CheckInput& input, const core::Finding& blank);
Findings nest_cycle(const CheckInput& input, const core::Finding& blank);
Findings bundle_expanded(const CheckInput& input, const core::Finding& blank);
Findings class_missing(const CheckInput& input, const core::Finding& blank);
Findings class_not_allowed(const CheckInput& input, const core::Finding& blank);
Findings too_many_admins(const CheckInput& input, const core::Finding& blank);
Findings priv_not_instructed(const CheckInput& input, const core::Finding& blank);
Findings sod_entitlement(const CheckInput& input, const core::Finding& blank);
Findings reviewer_missing(const CheckInput& input, const core::Finding& blank);
Findings manager_cycle(const CheckInput& input, const core::Finding& blank);
Findings single_holder(const CheckInput& input, const core::Finding& blank);
Findings backup_not_ready(const CheckInput& input, const core::Finding& blank);
Findings vendor_no_dba(const CheckInput& input, const core::Finding& blank);
Findings vendor_dba_expired(const CheckInput& input, const core::Finding& blank);
Findings vendor_dba_expiring(const CheckInput& input, const core::Finding& blank);
Findings vendor_level_low(const CheckInput& input, const core::Finding& blank);
Findings vendor_no_sponsor(const CheckInput& input, const core::Finding& blank);
Findings vendor_sponsor_left(const CheckInput& input, const core::Finding& blank);
Findings vendor_scope_exceeded(const CheckInput& input, const core::Finding& blank);
Findings vendor_person_unnamed(const CheckInput& input, const core::Finding& blank);
Findings vendor_supervision_overdue(const CheckInput& input, const core::Finding& blank);
Findings joint_procurement_unapproved(const CheckInput& input, const core::Finding& blank);
Findings mandate_ended(const CheckInput& input, const core::Finding& blank);
Findings committee_left(const CheckInput& input, const core::Finding& blank);
Findings council_operator_access(const CheckInput& input, const core::Finding& blank);
Findings council_unequal_access(const CheckInput& input, const core::Finding& blank);
Findings breakglass_used(const CheckInput& input, const core::Finding& blank);
Findings breakglass_lt2(const CheckInput& input, const core::Finding& blank);
Findings contingency_missing(const CheckInput& input, const core::Finding& blank);
Findings deviation_expired(const CheckInput& input, const core::Finding& blank,
                           const Findings& others);
Findings deviation_self_approved(const CheckInput& input, const core::Finding& blank);
Findings role_vacant(const CheckInput& input, const core::Finding& blank);
Findings rule_review_overdue(const CheckInput& input, const core::Finding& blank);
Findings policy_reassess_overdue(const CheckInput& input, const core::Finding& blank);
Findings byraad_status_overdue(const CheckInput& input, const core::Finding& blank);
Findings sync_partial(const CheckInput& input, const core::Finding& blank);
Findings sync_mass_change(const CheckInput& input, const core::Finding& blank);
Findings sync_stale(const CheckInput& input, const core::Finding& blank);
Findings clock_skew(const CheckInput& input, const core::Finding& blank);
Findings deviation_scope(const CheckInput& input, const core::Finding& blank);
Findings rule_object_missing(const CheckInput& input, const core::Finding& blank);
Findings rule_object_changed(const CheckInput& input, const core::Finding& blank);
Findings link_changed(const CheckInput& input, const core::Finding& blank);
Findings name_mismatch(const CheckInput& input, const core::Finding& blank);
Findings role_holder_account(const CheckInput& input, const core::Finding& blank);
Findings kind_changed(const CheckInput& input, const core::Finding& blank);
Findings case_unknown(const CheckInput& input, const core::Finding& blank);
Findings leaver_unconfirmed(const CheckInput& input, const core::Finding& blank);
Findings no_capacity(const CheckInput& input, const core::Finding& blank);
Findings person_returned(const CheckInput& input, const core::Finding& blank);
Findings reorganised(const CheckInput& input, const core::Finding& blank);
Findings data_old(const CheckInput& input, const core::Finding& blank);
Findings list_partial(const CheckInput& input, const core::Finding& blank,
                      const NotJudged& not_judged);

}  // namespace rettesnor::reconcile::checks
