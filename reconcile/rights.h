// What a right is worth, who of a person's accounts gives it, and since when.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reconcile/expected_access.h"
#include "reconcile/observed_facts.h"

namespace rettesnor::reconcile {

bool is_privileged(const AccessGraph& graph, Index entitlement);
bool is_review_exempt(const AccessGraph& graph, Index entitlement);
/// As the policy's [[entitlement]] says: sensitive, or extra sensitive.
bool is_sensitive(const AccessGraph& graph, Index entitlement);
/// The same, or in a system that is classified FØLSOM.
bool weighs_as_sensitive(const AccessGraph& graph, Index entitlement);

/// Who answers for the right: as the policy says, else its source, else its system's row; an
/// employee number, or empty.
std::string_view owner_as_told(const AccessGraph& graph, Index entitlement);

/// Is `account` a member, direct or nested?
bool has_right(const AccessGraph& graph, Index account, Index entitlement);
/// Her usable accounts that have it; ascending.
std::vector<Index> usable_accounts_with(const AccessGraph& graph, Index person, Index entitlement);
/// Up to `limit` ways over her usable accounts, those of the first account first.
std::vector<core::Path> paths_to(const AccessGraph& graph, Index person, Index entitlement,
                                 std::size_t limit = 4);
/// Everything that the source tells of one direct membership.
std::span<const GrantNode> grants_of(const AccessGraph& graph, Index entitlement, Index account);

/// Entitlements, direct and nested, of the accounts asked for (ascending, no duplicates); row i is
/// of accounts[i]. One pass over all memberships, none when nothing is asked.
Csr entitlements_of_accounts(const AccessGraph& graph, std::span<const Index> accounts);

/// When `account` first had the right, when that was after the first pull: the earliest of its
/// ways, each as late as its newest membership. Empty when some way was there from the first pull.
std::optional<Timestamp> right_first_seen(const AccessGraph& graph, const ObservedFacts& facts,
                                          Index account, Index entitlement);

/// "System/login" of each.
std::vector<std::string> account_refs(const AccessGraph& graph, std::span<const Index> accounts);

/// Systems of the rights of one person, each with the first of her rights in it; by system.
struct SystemReach {
  Index system;
  Index entitlement;
};
std::vector<SystemReach> systems_reached(const AccessGraph& graph, Index person);

}  // namespace rettesnor::reconcile
