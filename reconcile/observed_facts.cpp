// Reads last use, flags and vendors from the account records in one pass.
#include "reconcile/observed_facts.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <tuple>

#include "core/number.h"
#include "reconcile/read_fields.h"

namespace rettesnor::reconcile {
namespace {

using core::Attribute;

constexpr std::int64_t kUntold = std::numeric_limits<std::int64_t>::min();

std::int64_t seconds_of(std::string_view text, const core::LocalZone& zone) {
  const auto moment = moment_of(text, zone);
  return moment ? moment->time_since_epoch().count() : kUntold;
}

std::optional<Timestamp> told_moment(std::int64_t seconds) {
  if (seconds == kUntold) return std::nullopt;
  return Timestamp(std::chrono::seconds(seconds));
}

void sort_unique(std::vector<Index>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace

ObservedFacts::ObservedFacts(const AccessGraph& graph)
    : now_(graph.now),
      last_used_(graph.accounts.size(), kUntold),
      created_(graph.accounts.size(), kUntold),
      lag_days_(graph.accounts.size(), 0),
      flags_(graph.accounts.size(), 0) {
  read_records(graph);
  mark_privileged(graph);
  gather_vendors(graph);
  gather_nestings(graph);
}

void ObservedFacts::read_records(const AccessGraph& graph) {
  for (Index a = 0; a < graph.accounts.size(); ++a) {
    const core::RecordView record(graph.snapshot->objects[graph.accounts[a].object].record);
    record.each([&](const core::Fact& fact) {
      switch (fact.attribute) {
        case Attribute::vendor:
          if (graph.accounts[a].usable) told_vendors_.emplace_back(fact.value, a);
          break;
        case Attribute::created:
          created_[a] = seconds_of(fact.value, *graph.zone);
          break;
        case Attribute::last_used:
          last_used_[a] = seconds_of(fact.value, *graph.zone);
          break;
        case Attribute::last_used_lag_days:
          lag_days_[a] = core::number_in<std::uint16_t>(fact.value).value_or(lag_days_[a]);
          break;
        case Attribute::password_never_expires:
          if (fact.value == "1") flags_[a] |= password_never_expires;
          break;
        case Attribute::password_not_required:
          if (fact.value == "1") flags_[a] |= password_not_required;
          break;
        case Attribute::never_used:
          if (fact.value == "1") flags_[a] |= never_used;
          break;
        default:
          break;
      }
    });
  }
}

void ObservedFacts::mark_privileged(const AccessGraph& graph) {
  for (Index e = 0; e < graph.entitlements.size(); ++e) {
    const policies::EntitlementRule* const rule = graph.entitlements[e].rule;
    if (rule == nullptr || !rule->privileged) continue;
    for (const Index account : graph.effective_accounts[e]) flags_[account] |= privileged;
  }
}

void ObservedFacts::gather_vendors(const AccessGraph& graph) {
  struct Tie {
    std::string_view cvr;
    Index person;
    Index account;
  };
  std::vector<Tie> ties;
  for (const auto& [cvr, account] : told_vendors_) ties.push_back({cvr, kNone, account});
  for (const EngagementNode& engagement : graph.engagements) {
    const bool is_vendors = engagement.kind == "vendor" || engagement.kind == "partner";
    if (!engagement.current || !is_vendors || engagement.vendor.empty()) continue;
    ties.push_back({engagement.vendor, engagement.person, kNone});
  }
  std::stable_sort(ties.begin(), ties.end(),
                   [](const Tie& a, const Tie& b) { return a.cvr < b.cvr; });
  for (const Tie& tie : ties) {
    if (vendors_.empty() || vendors_.back().cvr != tie.cvr) vendors_.push_back({tie.cvr, {}, {}});
    VendorAccess& vendor = vendors_.back();
    if (tie.account != kNone) vendor.accounts.push_back(tie.account);
    if (tie.person == kNone) continue;
    vendor.persons.push_back(tie.person);
    for (const Index account : graph.accounts_of_person[tie.person]) {
      if (graph.accounts[account].usable) vendor.accounts.push_back(account);
    }
  }
  for (VendorAccess& vendor : vendors_) {
    sort_unique(vendor.persons);
    sort_unique(vendor.accounts);
  }
  std::erase_if(vendors_, [](const VendorAccess& vendor) { return vendor.accounts.empty(); });
  told_vendors_ = {};
}

void ObservedFacts::gather_nestings(const AccessGraph& graph) {
  for (const core::MembershipChange& change : graph.snapshot->changes) {
    if (change.what != core::MembershipChange::What::added || change.member == kNone) continue;
    const Index outer = graph.entitlement_of_object[change.entitlement];
    const Index inner = graph.entitlement_of_object[change.member];
    if (outer == kNone || inner == kNone) continue;
    const auto children = graph.child_entitlements[outer];
    if (!std::binary_search(children.begin(), children.end(), inner)) continue;
    nestings_.push_back({outer, inner, change.seen});
  }
  const auto key = [](const Nesting& n) {
    return std::tuple(n.outer, n.inner, -n.since.time_since_epoch());
  };
  std::sort(nestings_.begin(), nestings_.end(),
            [&](const Nesting& a, const Nesting& b) { return key(a) < key(b); });
  const auto same = [](const Nesting& a, const Nesting& b) {
    return a.outer == b.outer && a.inner == b.inner;
  };
  nestings_.erase(std::unique(nestings_.begin(), nestings_.end(), same), nestings_.end());
}

std::optional<Timestamp> ObservedFacts::nested_since(Index outer, Index inner) const {
  const auto key = std::pair(outer, inner);
  const auto found = std::lower_bound(
      nestings_.begin(), nestings_.end(), key,
      [](const Nesting& n, const auto& k) { return std::pair(n.outer, n.inner) < k; });
  if (found == nestings_.end() || std::pair(found->outer, found->inner) != key) return std::nullopt;
  return found->since;
}

std::optional<Timestamp> ObservedFacts::last_used(Index account) const {
  return told_moment(last_used_[account]);
}

std::optional<Timestamp> ObservedFacts::created(Index account) const {
  return told_moment(created_[account]);
}

std::optional<std::int64_t> ObservedFacts::certainly_unused_days(Index account) const {
  const bool counts_from_creation = last_used_[account] == kUntold && has(account, never_used);
  const auto since = counts_from_creation ? created(account) : last_used(account);
  if (!since) return std::nullopt;
  const std::int64_t lag = counts_from_creation ? 0 : lag_days_[account];
  return std::chrono::floor<core::Days>(now_ - *since).count() - lag;
}

}  // namespace rettesnor::reconcile
