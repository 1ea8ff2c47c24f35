// One right of one person as a row of a page.
#include "review/campaigns/review_rows.h"

#include <algorithm>
#include <tuple>

#include "core/digest.h"
#include "reconcile/acceptance.h"
#include "reconcile/rights.h"
#include "review/campaigns/advice.h"

namespace rettesnor::review {

namespace {

constexpr std::size_t kPaths = 4;

/// Name, description and system as the policy and the source tell them.
void describe(ReviewRow& row, const reconcile::AccessGraph& graph, Index entitlement) {
  const reconcile::EntitlementNode& node = graph.entitlements[entitlement];
  const core::Thing thing = reconcile::thing_of_entitlement(graph, entitlement);
  row.entitlement_key = thing.key;
  row.ref = thing.ref;
  row.name = thing.label;
  row.system = graph.systems[node.system].name;
  row.description = description_of(graph, entitlement);
}

/// The last day of the newest documented authorisation, or of the memberships when all have one.
std::optional<core::Date> expiry_of(const reconcile::AccessGraph& graph,
                                    const std::vector<Index>& accounts, Index entitlement,
                                    std::string_view case_no) {
  std::optional<core::Date> expires;
  for (const Index account : accounts) {
    for (const reconcile::GrantNode& grant : reconcile::grants_of(graph, entitlement, account)) {
      if (grant.end && (!expires || *grant.end > *expires)) expires = grant.end;
    }
  }
  if (expires || case_no.empty()) return expires;
  for (const policies::Authorization& authorization : graph.policy->authorizations) {
    if (authorization.case_no != case_no || !authorization.to) continue;
    const auto named = graph.entitlements_named(authorization.entitlement);
    if (!std::binary_search(named.begin(), named.end(), entitlement)) continue;
    if (!expires || *authorization.to > *expires) expires = authorization.to;
  }
  return expires;
}

/// The earliest moment that anybody knows of.
std::optional<core::Timestamp> since_of(const MomentFacts& facts,
                                        const std::vector<Index>& accounts, Index entitlement) {
  std::optional<core::Timestamp> since;
  for (const Index account : accounts) {
    const reconcile::GrantNode* grant = facts.graph().grant(entitlement, account);
    const auto seen =
        grant != nullptr && grant->granted_at
            ? grant->granted_at
            : reconcile::right_first_seen(facts.graph(), facts.observed(), account, entitlement);
    if (!seen) return std::nullopt;  // there from the beginning of what is known
    if (!since || *seen < *since) since = seen;
  }
  return since;
}

std::vector<core::Path> paths_over(const reconcile::AccessGraph& graph,
                                   const std::vector<Index>& accounts, Index entitlement) {
  std::vector<core::Path> paths;
  for (const Index account : accounts) {
    if (paths.size() >= kPaths) break;
    for (core::Path& path :
         reconcile::explain(graph, account, entitlement, kPaths - paths.size())) {
      paths.push_back(std::move(path));
    }
  }
  return paths;
}

/// What the verdict rests on: a case, a role policy, or why the account may stand.
void add_ground(ReviewRow& row, const MomentFacts& facts, const Holder& holder, Index entitlement) {
  const reconcile::AccessGraph& graph = facts.graph();
  if (holder.is_role()) {
    row.rule = graph.policy->roles[holder.role].id;
    return;
  }
  if (holder.is_account()) {
    const auto acceptance = reconcile::acceptance_of(graph, holder.account);
    if (!acceptance) return;
    row.rule = acceptance->reason;
    row.expires = acceptance->until;
    return;
  }
  const auto standing = facts.moment().expected.standing(holder.person, entitlement);
  if (!standing) return;
  row.case_no = standing->case_no;
  row.expires = standing->ended_on;
  if (standing->role == kNone) return;
  const policies::RolePolicy& role = graph.policy->roles[standing->role];
  row.rule = role.id + " " + role.name;
}

/// Everything that is shown of the right, one line each, so that no two texts run together.
std::string seen_of(const ReviewRow& row) {
  std::string text;
  const auto put = [&](std::string_view piece) {
    text += std::to_string(piece.size());
    text += ':';
    text += piece;
    text += '\n';
  };
  put(row.entitlement_key);
  put(row.ref);
  put(row.name);
  put(row.description);
  put(row.system);
  put(std::to_string(static_cast<int>(row.sensitivity)));
  for (const core::Path& path : row.paths) {
    put("path");
    for (const core::PathStep& step : path) put(step.kind + " " + step.ref);
  }
  put(row.direct ? "direct" : "nested");
  put(row.since ? core::to_iso(*row.since) : "");
  put(std::to_string(static_cast<int>(row.last_use.known)));
  put(row.last_use.day ? core::to_iso(*row.last_use.day) : "");
  put(std::to_string(row.last_use.accuracy_days));
  put(std::to_string(row.peers_with) + " of " + std::to_string(row.peers_total));
  put(reconcile::name_of(row.verdict));
  put(row.rule);
  put(row.case_no);
  put(row.expires ? core::to_iso(*row.expires) : "");
  for (const std::string& conflict : row.conflicts) put(conflict);
  put(std::to_string(static_cast<int>(row.advice)) + " " + std::string(name_of(row.reason)));
  return core::to_hex(core::sha256(text));
}

}  // namespace

std::string description_of(const reconcile::AccessGraph& graph, Index entitlement) {
  const reconcile::EntitlementNode& node = graph.entitlements[entitlement];
  if (node.rule != nullptr && !node.rule->description.empty()) return node.rule->description;
  if (node.object == kNone) return {};
  const core::RecordView record(graph.snapshot->objects[node.object].record);
  return std::string(record.get(core::Attribute::description));
}

ReviewRow review_row(const MomentFacts& facts, const Holder& holder, Index entitlement) {
  const reconcile::AccessGraph& graph = facts.graph();
  ReviewRow row;
  describe(row, graph, entitlement);
  row.sensitivity = sensitivity_of(graph, entitlement);
  const auto accounts = usable_accounts_with(graph, holder, entitlement);
  row.paths = paths_over(graph, accounts, entitlement);
  std::stable_sort(row.paths.begin(), row.paths.end(),
                   [](const core::Path& a, const core::Path& b) { return a.size() < b.size(); });
  const auto direct = graph.direct_accounts[entitlement];
  row.direct = std::any_of(accounts.begin(), accounts.end(), [&](Index account) {
    return std::binary_search(direct.begin(), direct.end(), account);
  });
  row.since = since_of(facts, accounts, entitlement);
  row.last_use = use_of(facts, holder, entitlement).last;
  const Peers peers = peers_of(facts, holder, entitlement);
  row.peers_with = peers.with;
  row.peers_total = peers.total;
  row.verdict = verdict_of(facts, holder, entitlement);
  add_ground(row, facts, holder, entitlement);
  if (!row.expires) row.expires = expiry_of(graph, accounts, entitlement, row.case_no);
  row.conflicts = conflicts_of(facts, holder, entitlement);
  const Judgement judgement = judge(facts, holder, entitlement, row.verdict);
  row.advice = judgement.advice;
  row.reason = judgement.reason;
  row.bulk_allowed = row.advice == Advice::keep && row.sensitivity == Sensitivity::ordinary &&
                     row.conflicts.empty();
  row.seen = seen_of(row);
  return row;
}

void order_by_risk(std::vector<ReviewRow>& rows) {
  std::sort(rows.begin(), rows.end(), [](const ReviewRow& a, const ReviewRow& b) {
    return std::tuple(b.advice, b.sensitivity, a.system, a.name, a.entitlement_key) <
           std::tuple(a.advice, a.sensitivity, b.system, b.name, b.entitlement_key);
  });
}

}  // namespace rettesnor::review
