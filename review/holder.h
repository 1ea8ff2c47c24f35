// Whose rights are looked at: a person's, or those of an account that is nobody's.
#pragma once

#include <string_view>
#include <vector>

#include "reconcile/access_graph.h"

namespace rettesnor::review {

/// One of the two is kNone; of a holder that nobody knows, both.
struct Holder {
  core::Index person = core::kNone;
  core::Index account = core::kNone;

  Holder() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): whoever speaks of a person speaks of a holder
  Holder(core::Index of) : person(of) {}
  static Holder of_account(core::Index account) {
    Holder holder;
    holder.account = account;
    return holder;
  }
  bool is_account() const { return account != core::kNone; }
  bool is_known() const { return person != core::kNone || account != core::kNone; }
};

/// Of hers, or that one; those that can be used and have the right; ascending.
std::vector<core::Index> usable_accounts_with(const reconcile::AccessGraph& graph,
                                              const Holder& holder, core::Index entitlement);
bool has_right(const reconcile::AccessGraph& graph, const Holder& holder, core::Index entitlement);

}  // namespace rettesnor::review
