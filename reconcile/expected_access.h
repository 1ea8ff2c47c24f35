// What each person ought to have, and the verdict on each right that she does have.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "policies/policy.h"
#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

/// Verdict on one (person, entitlement) that is effective.
enum class Verdict : std::uint8_t {
  expected,     ///< a role policy of a current capacity expects it
  allowed,      ///< a role policy of a current capacity allows it
  authorized,   ///< a documented authorisation is valid: [[authorization]] or a grant with case
                ///< number
  review_free,  ///< policy says that nobody reviews it (review_exempt)
  expired,  ///< an authorisation or the grant's own end date has passed, and nothing else explains
  former,   ///< only a capacity that has ended explains it
  extra,    ///< some role policy names the right, but none that fits this person
  unexplained  ///< no role policy names the right at all
};

/// One effective right of one person, with its reason.
struct Standing {
  Index person;
  Index entitlement;
  Verdict verdict;
  Index role;                    ///< into Policy::roles, for expected/allowed/former; else kNone
  std::optional<Date> ended_on;  ///< for expired and former: last day on which it was explained
};

struct ExpectedAccess {
  /// Every effective right, ordered by (person, entitlement).
  std::vector<Standing> standings;
  /// Expected by a role policy, held through no usable account; ordered by (person, entitlement).
  struct Missing {
    Index person;
    Index entitlement;
    Index role;
  };
  std::vector<Missing> missing;
  /// Standings of one person.
  std::vector<std::uint32_t> begin;  ///< size persons + 1
};

/// Cost: linear in effective rights plus distinct (unit, title, function, class) combinations ×
/// roles.
ExpectedAccess compare_with_policy(const AccessGraph& graph);

/// Does the condition hold for this capacity? Exactly one of the three indexes is not kNone.
struct Capacity {
  Index employment = kNone;
  Index mandate = kNone;
  Index engagement = kNone;
};
bool holds(const policies::Condition& condition, const AccessGraph& graph,
           const Capacity& capacity);

policies::SubjectClass class_of(const AccessGraph& graph, const Capacity& capacity);

}  // namespace rettesnor::reconcile
