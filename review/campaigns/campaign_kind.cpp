// The kinds of campaign: who is in one, which of their rights are asked about, and who is asked.
#include "review/campaigns/campaign_kind.h"

#include <algorithm>
#include <array>

#include "reconcile/person_state.h"
#include "review/campaigns/advice.h"
#include "review/organisation/moment_facts.h"
#include "review/organisation/people.h"

namespace rettesnor::review {

namespace {

using core::Index;
using core::kNone;
using reconcile::AccessGraph;

/// A person for whom `fits`.
template <bool (*fits)(const AccessGraph&, Index)>
bool person_who(const AccessGraph& graph, const Holder& holder) {
  return holder.is_person() && fits(graph, holder.person);
}

template <Route (*route)(const AccessGraph&, Index)>
Route of_person(const AccessGraph& graph, const Holder& holder) {
  return route(graph, holder.person);
}

bool is_employed(const AccessGraph& graph, Index person) {
  const Index main = main_employment(graph, person);
  if (main == kNone) return false;
  return graph.employments[main].current || reconcile::without_capacity(graph, person);
}

bool is_employed_leader(const AccessGraph& graph, Index person) {
  return is_employed(graph, person) && leads_a_unit(graph, person);
}

bool holds_office(const AccessGraph& graph, Index person) {
  const reconcile::PersonNode& node = graph.persons[person];
  return std::any_of(graph.mandates.begin() + node.mandate_begin,
                     graph.mandates.begin() + node.mandate_end,
                     [](const reconcile::MandateNode& each) { return each.current; });
}

bool is_engaged(const AccessGraph& graph, Index person) {
  const reconcile::PersonNode& node = graph.persons[person];
  return !is_employed(graph, person) &&
         std::any_of(graph.engagements.begin() + node.engagement_begin,
                     graph.engagements.begin() + node.engagement_end,
                     [](const reconcile::EngagementNode& each) { return each.current; });
}

bool is_anybody(const AccessGraph&, Index) {
  return true;
}

bool is_account(const AccessGraph&, const Holder& holder) {
  return holder.is_account();
}

bool is_role(const AccessGraph&, const Holder& holder) {
  return holder.is_role();
}

bool is_any(const Asking&, const Holder&, Index) {
  return true;
}

bool is_serious(const Asking& asking, const Holder&, Index entitlement) {
  return sensitivity_of(asking.facts.graph(), entitlement) >= Sensitivity::extra_sensitive;
}

std::string_view unit_of(const AccessGraph& graph, Index person) {
  const Index main = main_employment(graph, person);
  if (main == kNone || graph.employments[main].unit == kNone) return {};
  return graph.units[graph.employments[main].unit].id;
}

/// Held it before, under the name that it has now.
bool held_before(const Asking& asking, Index person_before, Index entitlement) {
  const Index right = asking.before->entitlement(asking.facts.entitlement_key(entitlement));
  const auto held = asking.before->graph().entitlements_of_person[person_before];
  return right != kNone && std::binary_search(held.begin(), held.end(), right);
}

/// Who was not there before is asked about as any newcomer is, when a campaign of another kind is.
bool has_happened(const Asking& asking, const Holder& holder, Index entitlement) {
  const AccessGraph& graph = asking.facts.graph();
  const auto unused = use_of(asking.facts, holder, entitlement).certainly_unused_days;
  if (unused && *unused > graph.policy->threshold("dormant_days", graph.today)) return true;
  if (asking.before == nullptr) return false;
  const Index before = asking.before->person(asking.facts.key(holder.person));
  if (before == kNone) return is_serious(asking, holder, entitlement);
  if (unit_of(graph, holder.person) != unit_of(asking.before->graph(), before)) return true;
  return is_serious(asking, holder, entitlement) && !held_before(asking, before, entitlement);
}

/// Who orders the work, else who owns the vendor's agreement that is in force; kNone without one.
Index sponsor_of(const AccessGraph& graph, Index person) {
  const auto may = [&](Index asked) {
    return asked != kNone && asked != person && graph.persons[asked].current &&
           !is_appointed_auditor(graph, asked);
  };
  const reconcile::PersonNode& node = graph.persons[person];
  for (Index i = node.engagement_begin; i < node.engagement_end; ++i) {
    const reconcile::EngagementNode& each = graph.engagements[i];
    if (!each.current) continue;
    if (may(each.sponsor)) return each.sponsor;
    for (const policies::Agreement& agreement : graph.policy->agreements) {
      const bool in_force =
          agreement.valid_from <= graph.today && graph.today <= agreement.valid_to;
      if (!in_force || agreement.vendor != each.vendor || agreement.sponsor.empty()) continue;
      const Index owner = graph.person_by_employee_no(agreement.sponsor);
      if (may(owner)) return owner;
    }
  }
  return kNone;
}

Route route_to_sponsor(const AccessGraph& graph, Index person) {
  const Index sponsor = sponsor_of(graph, person);
  if (sponsor != kNone) return {sponsor, RouteReason::sponsor};
  return fallback_of(graph, person);
}

/// By the capacity in which she is here.
Route route_of_anybody(const AccessGraph& graph, Index person) {
  return is_employed(graph, person) ? route_of(graph, person) : route_to_sponsor(graph, person);
}

/// Who answers for the right's system.
Route route_to_owner(const AccessGraph& graph, Index entitlement) {
  return route_in_system(graph, graph.entitlements[entitlement].system);
}

Route route_of_account(const AccessGraph& graph, const Holder& holder) {
  const reconcile::AccountNode& account = graph.accounts[holder.account];
  const Index owner =
      account.registered == nullptr ? kNone : askable(graph, account.registered->owner);
  if (owner != kNone) return {owner, RouteReason::account_owner};
  const Index answers = askable(graph, account.answers_for_it);
  if (answers != kNone) return {answers, RouteReason::account_owner};
  const Route in_system = route_in_system(graph, account.system);
  return in_system.reviewer != kNone ? in_system : fallback_of(graph, kNone);
}

Route to_administrators(const AccessGraph& graph, const Holder&) {
  return fallback_of(graph, kNone);
}

constexpr core::ObjectClass kCapacities[] = {core::ObjectClass::engagement,
                                             core::ObjectClass::mandate};
constexpr std::span<const core::ObjectClass> kEngagements(kCapacities, 1);
constexpr std::span<const core::ObjectClass> kMandates(kCapacities + 1, 1);

constexpr std::array<CampaignKind, 9> kKinds = {{
    {"manager", person_who<is_employed>, is_any, of_person<route_of>, nullptr, {}, "not_employed"},
    {"leaders",
     person_who<is_employed_leader>,
     is_any,
     of_person<route_of>,
     nullptr,
     {},
     "other_kind"},
    {"privileged", person_who<is_anybody>, is_serious, of_person<route_of_anybody>, nullptr,
     kCapacities, "other_kind"},
    {"external", person_who<is_engaged>, is_any, of_person<route_to_sponsor>, nullptr, kEngagements,
     "other_kind"},
    {"elected", person_who<holds_office>, is_any, of_person<fallback_of>, nullptr, kMandates,
     "other_kind"},
    {"system_owner", person_who<is_anybody>, is_any, of_person<route_of_anybody>, route_to_owner,
     kCapacities, "other_kind", CampaignKind::Looks::at_what_is, true},
    {"accounts",
     is_account,
     is_any,
     route_of_account,
     nullptr,
     {},
     "other_kind",
     CampaignKind::Looks::at_what_is,
     true},
    {"roles",
     is_role,
     is_any,
     to_administrators,
     route_to_owner,
     {},
     "other_kind",
     CampaignKind::Looks::at_what_is,
     true},
    {"events", person_who<is_anybody>, has_happened, of_person<route_of_anybody>, nullptr,
     kCapacities, "other_kind", CampaignKind::Looks::at_what_happened},
}};

}  // namespace

std::span<const CampaignKind> campaign_kinds() {
  return kKinds;
}

const CampaignKind* campaign_kind(std::string_view name) {
  const auto kind = std::ranges::find(kKinds, name, &CampaignKind::name);
  return kind == kKinds.end() ? nullptr : &*kind;
}

}  // namespace rettesnor::review
