// What a review asks of one moment again and again, worked out once.
#include "review/organisation/moment_facts.h"

#include <algorithm>
#include <utility>

namespace rettesnor::review {

namespace {

void order(std::vector<Index>& row) {
  std::sort(row.begin(), row.end());
  row.erase(std::unique(row.begin(), row.end()), row.end());
}

std::vector<Index> side_of(const reconcile::AccessGraph& graph,
                           const std::vector<policies::EntitlementRef>& refs) {
  std::vector<Index> side;
  for (const policies::EntitlementRef& ref : refs) {
    const auto named = graph.entitlements_named(ref);
    side.insert(side.end(), named.begin(), named.end());
  }
  order(side);
  return side;
}

}  // namespace

MomentFacts::MomentFacts(std::shared_ptr<const Moment> moment)
    : moment_(std::move(moment)), observed_(moment_->graph), staff_(moment_->graph.units.size()) {
  const reconcile::AccessGraph& graph = moment_->graph;
  for (const policies::SodRule& rule : moment_->policy->sod_rules) {
    sod_.push_back({&rule, side_of(graph, rule.left), side_of(graph, rule.right)});
  }
  for (const reconcile::EmploymentNode& employment : graph.employments) {
    if (employment.current && employment.unit != kNone) {
      staff_[employment.unit].push_back(employment.person);
    }
  }
  for (std::vector<Index>& staff : staff_) order(staff);
  keys_.reserve(graph.persons.size());
  for (Index person = 0; person < graph.persons.size(); ++person) {
    keys_.push_back(reconcile::thing_of_person(graph, person).key);
    by_key_.emplace(keys_.back(), person);
  }
  add_told_keys();
  for (Index account = 0; account < graph.accounts.size(); ++account) {
    if (graph.accounts[account].person != kNone) continue;
    nobodys_.emplace(reconcile::thing_of_account(graph, account).key, account);
  }
  for (Index role = 0; role < moment_->policy->roles.size(); ++role) {
    roles_.emplace(role_key(moment_->policy->roles[role]), role);
  }
  entitlement_keys_.reserve(graph.entitlements.size());
  for (Index right = 0; right < graph.entitlements.size(); ++right) {
    entitlement_keys_.push_back(reconcile::thing_of_entitlement(graph, right).key);
    entitlement_by_key_.emplace(entitlement_keys_.back(), right);
  }
}

void MomentFacts::add_told_keys() {
  const reconcile::AccessGraph& graph = moment_->graph;
  const auto add = [&](Index object, Index person) {
    const core::SnapshotObject& told = graph.object(object);
    const std::string_view id = core::RecordView(told.record).get(core::Attribute::person);
    if (id.empty()) return;
    by_key_.emplace(graph.snapshot->sources[told.source].system + "/" + std::string(id), person);
  };
  for (const auto& one : graph.employments) add(one.object, one.person);
  for (const auto& one : graph.mandates) add(one.object, one.person);
  for (const auto& one : graph.engagements) add(one.object, one.person);
}

Index MomentFacts::person(const std::string& key) const {
  const auto at = by_key_.find(key);
  return at == by_key_.end() ? kNone : at->second;
}

Index MomentFacts::entitlement(const std::string& key) const {
  const auto at = entitlement_by_key_.find(key);
  return at == entitlement_by_key_.end() ? kNone : at->second;
}

Holder MomentFacts::holder(const std::string& key) const {
  if (const Index at = person(key); at != kNone) return at;
  const auto account = nobodys_.find(key);
  if (account != nobodys_.end()) return Holder::of_account(account->second);
  const auto role = roles_.find(key);
  return role == roles_.end() ? Holder() : Holder::of_role(role->second);
}

std::vector<Index> MomentFacts::given_by(Index role, Index entitlement) const {
  std::vector<Index> given;
  for (const Index person : graph().persons_of_entitlement[entitlement]) {
    const auto standing = moment_->expected.standing(person, entitlement);
    const bool is_given = standing && standing->role == role &&
                          (standing->verdict == reconcile::Verdict::expected ||
                           standing->verdict == reconcile::Verdict::allowed);
    if (is_given) given.push_back(person);
  }
  return given;
}

bool MomentFacts::is_same(const std::string& key, const std::string& other) const {
  if (key == other) return true;
  const Index one = person(key);
  return one != kNone && one == person(other);
}

bool MomentFacts::is_current(const std::string& key) const {
  const Index at = person(key);
  return at != kNone && moment_->graph.persons[at].current;
}

}  // namespace rettesnor::review
