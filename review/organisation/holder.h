// Whose rights are looked at: a person's, an account's that is nobody's, or what a role gives.
#pragma once

#include <string>
#include <vector>

#include "reconcile/access_graph.h"

namespace rettesnor::review {

/// One of the three is not kNone; of a holder that nobody knows, none.
struct Holder {
  core::Index person = core::kNone;
  core::Index account = core::kNone;
  core::Index role = core::kNone;  ///< into Policy::roles

  Holder() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): whoever speaks of a person speaks of a holder
  Holder(core::Index of) : person(of) {}
  static Holder of_account(core::Index account) {
    Holder holder;
    holder.account = account;
    return holder;
  }
  static Holder of_role(core::Index role) {
    Holder holder;
    holder.role = role;
    return holder;
  }
  bool is_person() const { return person != core::kNone; }
  bool is_account() const { return account != core::kNone; }
  bool is_role() const { return role != core::kNone; }
  bool is_known() const { return is_person() || is_account() || is_role(); }
  bool is_of_same_sort(const Holder& other) const {
    return is_person() == other.is_person() && is_account() == other.is_account();
  }
};

/// "role:R-12": how a role is called where people and accounts have their keys.
std::string role_key(const policies::RolePolicy& role);
/// What the role expects or allows and some source tells of; ascending.
std::vector<core::Index> rights_of_role(const reconcile::AccessGraph& graph, core::Index role);

/// Of hers, or that one; those that can be used and have the right; ascending. None of a role.
std::vector<core::Index> usable_accounts_with(const reconcile::AccessGraph& graph,
                                              const Holder& holder, core::Index entitlement);
bool has_right(const reconcile::AccessGraph& graph, const Holder& holder, core::Index entitlement);

}  // namespace rettesnor::review
