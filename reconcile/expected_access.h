// What each person ought to have, and the verdict on each right that she does have.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/named.h"
#include "policies/policy.h"
#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

using core::name_of;

/// Verdict on one (person, entitlement) that is effective; in the order "first that fits".
enum class Verdict : std::uint8_t {
  review_free,  ///< policy says that nobody reviews it (review_exempt)
  expected,     ///< a role policy of a current capacity expects it
  allowed,      ///< a role policy of a current capacity allows it
  authorized,   ///< a documented authorisation is valid: [[authorization]] or a grant with case
                ///< number
  expired,  ///< an authorisation or the grant's own end date has passed, and nothing else explains
  former,   ///< only a capacity that has ended explains it
  extra,    ///< some role policy names the right, but none that fits this person
  unexplained  ///< no role policy names the right at all
};
constexpr auto names_for(const Verdict*) {
  using enum Verdict;
  return std::to_array<core::Named<Verdict>>({
      {review_free, "review_free"},
      {expected, "expected"},
      {allowed, "allowed"},
      {authorized, "authorized"},
      {expired, "expired"},
      {former, "former"},
      {extra, "extra"},
      {unexplained, "unexplained"},
  });
}

/// Verdicts that are asked for.
class Verdicts {
 public:
  constexpr Verdicts(std::initializer_list<Verdict> verdicts) {
    for (const Verdict v : verdicts) bits_ |= 1U << static_cast<unsigned>(v);
  }
  constexpr bool has(Verdict v) const { return ((bits_ >> static_cast<unsigned>(v)) & 1U) != 0; }

 private:
  unsigned bits_ = 0;
};

/// One employment, mandate or engagement; exactly one of the three is not kNone, or none at all.
struct Capacity {
  Index employment = kNone;
  Index mandate = kNone;
  Index engagement = kNone;
  friend bool operator==(const Capacity&, const Capacity&) = default;
};

/// One effective right of one person, with its reason.
struct Standing {
  Index person;
  Index entitlement;
  Verdict verdict;
  Index role = kNone;     ///< into Policy::roles, for expected/allowed/former; else kNone
  Capacity capacity;      ///< the capacity whose role it is; for former the one that ended last
  Index through = kNone;  ///< explained only by this direct group of hers; else kNone
  std::optional<Date> ended_on;  ///< for expired and former: last day on which it was explained
  std::string_view case_no;      ///< for authorized and expired: the case, when one is told
};

/// Expected by a role policy of a current capacity, held through no usable account.
struct MissingRight {
  Index person;
  Index entitlement;
  Index role;
};

struct RoleReach;  // what each kind of capacity is given by the role policies (role_reach.h)

/// Verdicts on every effective right; the reasons are worked out for those that are asked for.
/// Holds pointers into the graph, which must outlive it.
struct ExpectedAccess {
  const AccessGraph* graph = nullptr;
  /// verdicts[i] is on graph->entitlements_of_person.values[i] of the person whose row i is in.
  std::vector<Verdict> verdicts;
  std::vector<MissingRight> missing;  ///< ordered by (person, entitlement)
  std::shared_ptr<const RoleReach> reach;

  /// Empty when she does not hold the right.
  std::optional<Verdict> verdict(Index person, Index entitlement) const;
  /// With its reason; empty when she does not hold the right.
  std::optional<Standing> standing(Index person, Index entitlement) const;
  /// All of one person's rights, by entitlement.
  std::vector<Standing> standings_of(Index person) const;

  /// Calls `visit(const Standing&)` for every right with one of the verdicts, by (person,
  /// entitlement). Costs one byte a right, and the reason of each that is visited.
  template <class Visit>
  void each(Verdicts wanted, Visit visit) const {
    const Csr& rights = graph->entitlements_of_person;
    for (Index person = 0; person < rights.rows(); ++person) {
      for (std::uint32_t i = rights.begin[person]; i < rights.begin[person + 1]; ++i) {
        if (wanted.has(verdicts[i])) visit(reason_at(person, i));
      }
    }
  }
  /// The reason of the right at position `i` of entitlements_of_person.values, in `person`'s row.
  Standing reason_at(Index person, std::uint32_t i) const;
};

/// Cost: linear in effective rights plus distinct (unit, title, function, class) combinations ×
/// roles.
ExpectedAccess compare_with_policy(const AccessGraph& graph);

/// Does the condition hold for this capacity? Dates play no part.
bool holds(const policies::Condition& condition, const AccessGraph& graph,
           const Capacity& capacity);

policies::SubjectClass class_of(const AccessGraph& graph, const Capacity& capacity);

}  // namespace rettesnor::reconcile
