// A vendor's account that nobody in the municipality vouches for.
#include "reconcile/checks/declarations.h"

#include <algorithm>
#include <string_view>

#include "reconcile/draft.h"
#include "reconcile/person_state.h"

namespace rettesnor::reconcile::checks {

namespace {

bool is_vendors(const EngagementNode& engagement) {
  return engagement.kind == "vendor" || engagement.kind == "partner";
}

/// All of her current capacities are a vendor's.
bool is_only_vendors(const AccessGraph& graph, Index person) {
  if (has_current_employment(graph, person) || has_current_mandate(graph, person)) return false;
  bool has_one = false;
  for (const EngagementNode& engagement : engagements_of(graph, person)) {
    if (!engagement.current) continue;
    if (!is_vendors(engagement)) return false;
    has_one = true;
  }
  return has_one;
}

/// Her current engagements tell, and when she has none, those that ended.
bool engagement_names_sponsor(const AccessGraph& graph, Index person) {
  const bool has_current = has_current_engagement(graph, person);
  const auto engagements = engagements_of(graph, person);
  return std::any_of(engagements.begin(), engagements.end(), [&](const EngagementNode& one) {
    return one.current == has_current && !one.sponsor_no.empty();
  });
}

std::string_view vendor_of(const AccessGraph& graph, const AccountNode& account,
                           const core::RecordView& record) {
  const std::string_view told = record.get(core::Attribute::vendor);
  if (!told.empty() || account.person == kNone) return told;
  for (const EngagementNode& engagement : engagements_of(graph, account.person)) {
    if (!engagement.vendor.empty()) return engagement.vendor;
  }
  return {};
}

}  // namespace

Findings vendor_no_sponsor(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index a = 0; a < graph.accounts.size(); ++a) {
    const AccountNode& account = graph.accounts[a];
    if (!account.usable) continue;
    const bool has_person = account.person != kNone;
    const bool is_of_vendor = account.kind == AccountKind::vendor ||
                              (has_person && is_only_vendors(graph, account.person));
    if (!is_of_vendor) continue;
    if (has_person && engagement_names_sponsor(graph, account.person)) continue;
    const core::RecordView record(graph.snapshot->objects[account.object].record);
    if (!record.get(core::Attribute::sponsor).empty()) continue;
    Draft draft(input, blank);
    draft.subject(thing_of_account(graph, a)).account(a);
    const std::string_view cvr = vendor_of(graph, account, record);
    if (!cvr.empty()) draft.text("v", name_of_vendor(graph, cvr)).note("vendor", cvr);
    if (has_person) draft.note("person", thing_of_person(graph, account.person).label);
    findings.push_back(draft.done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
