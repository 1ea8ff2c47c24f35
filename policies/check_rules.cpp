// Rules that contradict themselves, do nothing, or break one another.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/text.h"
#include "policies/condition_sense.h"
#include "policies/whole_policy.h"

namespace rettesnor::policies {
namespace {

std::string quoted(const EntitlementRef& ref) {
  return "\"" + shown(ref) + "\"";
}

bool covers(const EntitlementRef& rule, const EntitlementRef& right) {
  return rule.system == right.system && (rule.name == "*" || right.name == "*" ||
                                         (rule.name == right.name && rule.id == right.id));
}

/// The first right of `rights` that one of `side` covers.
std::optional<EntitlementRef> first_on(const std::vector<EntitlementRef>& side,
                                       const std::vector<EntitlementRef>& rights) {
  for (const auto& right : rights) {
    for (const auto& rule : side) {
      if (covers(rule, right)) return right;
    }
  }
  return std::nullopt;
}

/// Is there nobody whom it does not fit? What never fails is what can never be denied.
bool always_holds(const Condition& condition) {
  if (condition.op == Condition::Op::all) {
    return std::ranges::all_of(condition.children, always_holds);
  }
  if (condition.op == Condition::Op::none_of) {
    return std::ranges::all_of(condition.children,
                               [](const Condition& c) { return why_never(c).has_value(); });
  }
  return why_never({Condition::Op::none_of, {}, {condition}}).has_value();
}

void check_role(const Policy& policy, std::size_t i, const Places& places,
                std::vector<Complaint>& out) {
  const RolePolicy& role = policy.roles[i];
  const std::string name = "role " + core::printable(role.id, 60) + ": ";
  if (const auto why = why_never(role.when)) {
    out.push_back(places.error("role", i, "when", name + "nobody can ever fit: " + *why));
  }
  if (always_holds(role.when)) {
    out.push_back(places.warning("role", i, "when",
                                 name + "fits everybody: employees, elected and vendors alike"));
  }
  if (role.expected.empty() && role.allowed.empty()) {
    out.push_back(places.error("role", i, "",
                               name + "has neither `expected` nor `allowed`, so it does nothing"));
  }
  for (std::size_t n = 0; n < role.allowed.size(); ++n) {
    if (std::ranges::find(role.expected, role.allowed[n]) == role.expected.end()) continue;
    out.push_back(places.warning("role", i, "allowed/" + std::to_string(n),
                                 name + quoted(role.allowed[n]) + " is in `expected` as well"));
  }
  for (const auto& rule : policy.sod_rules) {
    const auto left = first_on(rule.left, role.expected);
    const auto right = first_on(rule.right, role.expected);
    if (!left || !right) continue;
    out.push_back(places.warning("role", i, "expected",
                                 name + "gives " + quoted(*left) + " and " + quoted(*right) +
                                     " at once, which SoD rule " + core::printable(rule.id, 60) +
                                     " forbids"));
  }
}

void check_sod(const SodRule& rule, std::size_t i, const Places& places,
               std::vector<Complaint>& out) {
  const auto both = first_on(rule.left, rule.right);
  if (!both) return;
  out.push_back(
      places.error("sod", i, "",
                   "SoD rule " + core::printable(rule.id, 60) + ": " + quoted(*both) +
                       " stands on both sides, so holding it alone would break the rule"));
}

}  // namespace

std::vector<Complaint> check_rules(const Policy& policy, const Places& places) {
  std::vector<Complaint> complaints;
  for (std::size_t i = 0; i < policy.roles.size(); ++i) check_role(policy, i, places, complaints);
  for (std::size_t i = 0; i < policy.sod_rules.size(); ++i) {
    check_sod(policy.sod_rules[i], i, places, complaints);
  }
  // A rule that is a copy of another under a second id.
  using Meaning = std::pair<std::set<EntitlementRef>, std::set<EntitlementRef>>;
  std::map<Meaning, std::size_t> seen;
  for (std::size_t i = 0; i < policy.sod_rules.size(); ++i) {
    const auto& rule = policy.sod_rules[i];
    std::set<EntitlementRef> left(rule.left.begin(), rule.left.end());
    std::set<EntitlementRef> right(rule.right.begin(), rule.right.end());
    if (right < left) std::swap(left, right);
    const auto [first, is_new] = seen.emplace(Meaning{std::move(left), std::move(right)}, i);
    if (is_new) continue;
    complaints.push_back(places.warning(
        "sod", i, "",
        "SoD rule " + core::printable(rule.id, 60) + " forbids the same as " +
            policy.sod_rules[first->second].id + " in " + places.name_of("sod", first->second)));
  }
  return complaints;
}

}  // namespace rettesnor::policies
