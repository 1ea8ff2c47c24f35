// Finds the gap between employments and the grants from before it.
#include "reconcile/rehire.h"

#include <algorithm>

#include "core/text.h"
#include "reconcile/person_state.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile {
namespace {

std::optional<Date> grant_day(const AccessGraph& graph, const GrantNode& grant) {
  if (grant.granted_at) return graph.zone->date_of(*grant.granted_at);
  return grant.start;
}

bool is_authorization_of(const AccessGraph& graph, const policies::Authorization& authorization,
                         Index person, Index entitlement) {
  const Index named = graph.person_by_employee_no(authorization.person);
  if (named != person && graph.person_by_id(authorization.person) != person) return false;
  const auto rights = graph.entitlements_named(authorization.entitlement);
  return std::find(rights.begin(), rights.end(), entitlement) != rights.end();
}

bool is_documented_since(const AccessGraph& graph, Index person, Index entitlement, Date start) {
  for (const policies::Authorization& authorization : graph.policy->authorizations) {
    if (authorization.from >= start &&
        is_authorization_of(graph, authorization, person, entitlement)) {
      return true;
    }
  }
  for (const Index account : graph.accounts_of_person[person]) {
    for (const GrantNode& grant : grants_of(graph, entitlement, account)) {
      const auto day = grant_day(graph, grant);
      if (grant.documented && day && *day >= start) return true;
    }
  }
  return false;
}

}  // namespace

std::optional<Rehire> rehire_of(const AccessGraph& graph, Index person) {
  const auto employments = employments_of(graph, person);
  if (employments.size() < 2) return std::nullopt;
  const auto gap = graph.policy->threshold("rehire_gap_days", graph.today);
  std::optional<Rehire> found;
  for (const EmploymentNode& now : employments) {
    if (!now.current || !now.start) continue;
    std::optional<Date> earlier_end;
    bool all_had_ended = true;
    for (const EmploymentNode& earlier : employments) {
      if (&earlier == &now || earlier.word == Word::moved) continue;
      if (earlier.start && *earlier.start >= *now.start) continue;
      const auto end = earlier.word == Word::told ? earlier.end : ended_on(graph, earlier);
      if (!end || (*now.start - *end).count() <= gap) {
        all_had_ended = false;
        break;
      }
      earlier_end = earlier_end ? std::max(*earlier_end, *end) : *end;
    }
    if (!all_had_ended || !earlier_end) continue;
    if (!found || *now.start > found->started) found = Rehire{*now.start, *earlier_end};
  }
  return found;
}

std::optional<OldGrant> reused_grant(const AccessGraph& graph, Index person, Index entitlement,
                                     const Rehire& rehire) {
  if (is_review_exempt(graph, entitlement)) return std::nullopt;
  for (const Index account : usable_accounts_with(graph, person, entitlement)) {
    for (const GrantNode& grant : grants_of(graph, entitlement, account)) {
      const auto day = grant_day(graph, grant);
      if (!day || *day > rehire.earlier_end) continue;
      if (is_documented_since(graph, person, entitlement, rehire.started)) return std::nullopt;
      return OldGrant{account, *day};
    }
  }
  return std::nullopt;
}

bool is_reused(const AccessGraph& graph, Index person, Index entitlement) {
  const auto rehire = rehire_of(graph, person);
  return rehire && reused_grant(graph, person, entitlement, *rehire);
}

}  // namespace rettesnor::reconcile
