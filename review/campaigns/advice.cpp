// What speaks for and against a right, in one word and its strongest reason.
#include "review/campaigns/advice.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "reconcile/acceptance.h"
#include "reconcile/rights.h"
#include "review/organisation/people.h"

namespace rettesnor::review {

using reconcile::Verdict;

namespace {

bool is_in(const std::vector<Index>& side, Index entitlement) {
  return std::binary_search(side.begin(), side.end(), entitlement);
}

bool holds_one_of(std::span<const Index> held, const std::vector<Index>& side) {
  return std::any_of(side.begin(), side.end(), [&](Index entitlement) {
    return std::binary_search(held.begin(), held.end(), entitlement);
  });
}

/// Rules that the right has a part in and that she holds, or the role gives, both sides of.
std::vector<const policies::SodRule*> broken_rules(const MomentFacts& facts, const Holder& holder,
                                                   Index entitlement) {
  std::vector<const policies::SodRule*> rules;
  if (holder.is_account()) return rules;
  const std::vector<Index> given =
      holder.is_role() ? rights_of_role(facts.graph(), holder.role) : std::vector<Index>{};
  const std::span<const Index> held = holder.is_role()
                                          ? std::span<const Index>(given)
                                          : facts.graph().entitlements_of_person[holder.person];
  for (const SodSides& sides : facts.sod()) {
    const bool left = is_in(sides.left, entitlement);
    const bool right = is_in(sides.right, entitlement);
    if ((left && holds_one_of(held, sides.right)) || (right && holds_one_of(held, sides.left))) {
      rules.push_back(sides.rule);
    }
  }
  return rules;
}

// Fewer than one of five has it, in a unit that is large enough to tell.
bool is_rare(const Peers& peers) {
  return peers.total >= 3 && peers.with * 5 < peers.total;
}

// At least half of the others have it.
bool is_usual(const Peers& peers) {
  return peers.total >= 3 && peers.with * 2 >= peers.total;
}

}  // namespace

Peers peers_of(const MomentFacts& facts, const Holder& holder, Index entitlement) {
  if (holder.is_role()) {
    return {static_cast<int>(facts.given_by(holder.role, entitlement).size()),
            static_cast<int>(facts.graph().persons_of_entitlement[entitlement].size())};
  }
  if (!holder.is_person()) return {};
  const Index person = holder.person;
  const Index main = main_employment(facts.graph(), person);
  if (main == kNone || facts.graph().employments[main].unit == kNone) return {};
  const auto holders = facts.graph().persons_of_entitlement[entitlement];
  Peers peers;
  for (const Index other : facts.staff(facts.graph().employments[main].unit)) {
    if (other == person) continue;
    ++peers.total;
    if (std::binary_search(holders.begin(), holders.end(), other)) ++peers.with;
  }
  return peers;
}

namespace {

/// Hers, that one, or of a role everybody's who has the right by it.
std::vector<Index> accounts_in_use(const MomentFacts& facts, const Holder& holder,
                                   Index entitlement) {
  if (!holder.is_role()) return usable_accounts_with(facts.graph(), holder, entitlement);
  std::vector<Index> accounts;
  for (const Index person : facts.given_by(holder.role, entitlement)) {
    const auto hers = reconcile::usable_accounts_with(facts.graph(), person, entitlement);
    accounts.insert(accounts.end(), hers.begin(), hers.end());
  }
  return accounts;
}

/// Does the role expect it, and not only allow it?
bool is_expected(const reconcile::AccessGraph& graph, Index role, Index entitlement) {
  const auto& refs = graph.policy->roles[role].expected;
  return std::any_of(refs.begin(), refs.end(), [&](const policies::EntitlementRef& ref) {
    const auto named = graph.entitlements_named(ref);
    return std::find(named.begin(), named.end(), entitlement) != named.end();
  });
}

}  // namespace

Use use_of(const MomentFacts& facts, const Holder& holder, Index entitlement) {
  const reconcile::AccessGraph& graph = facts.graph();
  Use use;
  std::optional<core::Timestamp> latest;
  bool is_never = true;
  const auto accounts = accounts_in_use(facts, holder, entitlement);
  for (const Index account : accounts) {
    const auto used = facts.observed().last_used(account);
    const bool never = !used && facts.observed().has(account, reconcile::ObservedFacts::never_used);
    is_never = is_never && never;
    const auto unused = facts.observed().certainly_unused_days(account);
    if (unused && (!use.certainly_unused_days || *unused < *use.certainly_unused_days)) {
      use.certainly_unused_days = unused;
    }
    if (!used || (latest && *used <= *latest)) continue;
    latest = used;
    use.last = {LastUse::Known::on, graph.zone->date_of(*used),
                static_cast<int>(facts.observed().lag_days(account))};
  }
  if (!latest && is_never && !accounts.empty()) use.last.known = LastUse::Known::never;
  // One account that tells nothing may have been used yesterday.
  const bool tells_all = std::all_of(accounts.begin(), accounts.end(), [&](Index account) {
    return facts.observed().certainly_unused_days(account).has_value();
  });
  if (!tells_all) use.certainly_unused_days.reset();
  return use;
}

std::vector<std::string> conflicts_of(const MomentFacts& facts, const Holder& holder,
                                      Index entitlement) {
  std::vector<std::string> conflicts;
  for (const policies::SodRule* rule : broken_rules(facts, holder, entitlement)) {
    conflicts.push_back(rule->id + ": " + rule->left_action + " og " + rule->right_action);
  }
  return conflicts;
}

Sensitivity sensitivity_of(const reconcile::AccessGraph& graph, Index entitlement) {
  const policies::EntitlementRule* rule = graph.entitlements[entitlement].rule;
  if (rule != nullptr && rule->privileged) return Sensitivity::privileged;
  if (rule != nullptr && rule->extra_sensitive) return Sensitivity::extra_sensitive;
  if (reconcile::weighs_as_sensitive(graph, entitlement)) return Sensitivity::sensitive;
  return Sensitivity::ordinary;
}

Verdict verdict_of(const MomentFacts& facts, const Holder& holder, Index entitlement) {
  if (holder.is_role()) {
    if (reconcile::is_review_exempt(facts.graph(), entitlement)) return Verdict::review_free;
    return is_expected(facts.graph(), holder.role, entitlement) ? Verdict::expected
                                                                : Verdict::allowed;
  }
  if (holder.is_person()) {
    const auto standing = facts.moment().expected.standing(holder.person, entitlement);
    return standing ? standing->verdict : Verdict::unexplained;
  }
  const reconcile::AccessGraph& graph = facts.graph();
  if (reconcile::is_review_exempt(graph, entitlement)) return Verdict::review_free;
  const auto acceptance = reconcile::acceptance_of(graph, holder.account);
  if (!acceptance) return Verdict::unexplained;
  return acceptance->holds ? Verdict::authorized : Verdict::expired;
}

Judgement judge(const MomentFacts& facts, const Holder& holder, Index entitlement,
                Verdict verdict) {
  if (!broken_rules(facts, holder, entitlement).empty()) {
    return {Advice::remove, AdviceReason::sod_conflict};
  }
  if (verdict == Verdict::former) return {Advice::remove, AdviceReason::left_unit};
  if (verdict == Verdict::expired) return {Advice::remove, AdviceReason::expired};
  const bool is_explained =
      verdict == Verdict::expected || verdict == Verdict::allowed || verdict == Verdict::authorized;
  const auto limit = facts.graph().policy->threshold("dormant_days", facts.graph().today);
  const auto unused = use_of(facts, holder, entitlement).certainly_unused_days;
  if (unused && *unused > limit) {
    return {is_explained ? Advice::look : Advice::remove, AdviceReason::unused};
  }
  const Peers peers = peers_of(facts, holder, entitlement);
  if (holder.is_role() && peers.with == 0) return {Advice::look, AdviceReason::nobody_by_role};
  if (verdict == Verdict::extra || (verdict == Verdict::unexplained && !is_usual(peers))) {
    return {Advice::look, AdviceReason::unexplained};
  }
  if (reconcile::is_privileged(facts.graph(), entitlement)) {
    return {Advice::look, AdviceReason::privileged};
  }
  if (verdict == Verdict::expected) return {Advice::keep, AdviceReason::expected};
  if (!holder.is_role() && is_rare(peers)) return {Advice::look, AdviceReason::few_peers};
  if (verdict == Verdict::allowed) return {Advice::keep, AdviceReason::allowed};
  if (verdict == Verdict::authorized) return {Advice::keep, AdviceReason::authorized};
  return {Advice::keep, AdviceReason::usual};
}

}  // namespace rettesnor::review
