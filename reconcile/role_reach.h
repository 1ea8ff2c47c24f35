// What each kind of capacity is given by the role policies, worked out once per kind.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "reconcile/access_graph.h"
#include "reconcile/expected_access.h"

namespace rettesnor::reconcile {

/// One right that a role policy gives.
struct GivenRight {
  Index entitlement;
  enum class How : std::uint8_t { expected, allowed } how;
  Index role;  ///< into Policy::roles
};

/// One [[authorization]], once per person and entitlement that it names.
struct AuthorizedRight {
  Index person;
  Index entitlement;
  Date from;
  std::optional<Date> to;
  std::string_view case_no;
};

/// Capacities between which no condition of the policy can tell a difference are of one kind and
/// share a list. Views point into the policy.
struct RoleReach {
  /// Per kind: by entitlement, one row each; expected before allowed, then the first role.
  std::vector<std::vector<GivenRight>> of_kind;
  std::vector<Index> kind_of_employment;
  std::vector<Index> kind_of_mandate;
  std::vector<Index> kind_of_engagement;
  std::vector<bool> named;   ///< entitlement → some role policy gives it to somebody
  std::vector<bool> exempt;  ///< entitlement → nobody reviews it
  std::vector<AuthorizedRight> authorized;  ///< by (person, entitlement, from)
  std::vector<std::uint32_t> grant_begin;  ///< entitlement → its first row in AccessGraph::grants

  std::span<const AuthorizedRight> authorized_for(Index person, Index entitlement) const;
};

/// Kinds of her current capacities that are given anything; ascending, each once.
std::vector<Index> current_kinds(const AccessGraph& graph, const RoleReach& reach, Index person);
/// What capacities of these kinds are given together: by entitlement, one row each, as in of_kind.
std::vector<GivenRight> given_together(const RoleReach& reach, std::span<const Index> kinds);

RoleReach reach_of_roles(const AccessGraph& graph);

}  // namespace rettesnor::reconcile
