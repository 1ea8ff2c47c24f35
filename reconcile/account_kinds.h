// A set of account kinds, for checks that ask whether a kind is one of several.
#pragma once

#include <initializer_list>

#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

class AccountKinds {
 public:
  constexpr AccountKinds(std::initializer_list<AccountKind> kinds) {
    for (const AccountKind kind : kinds) bits_ |= 1U << static_cast<unsigned>(kind);
  }
  constexpr bool has(AccountKind kind) const {
    return ((bits_ >> static_cast<unsigned>(kind)) & 1U) != 0;
  }

 private:
  unsigned bits_ = 0;
};

/// Accounts that a human being signs in with, day by day.
inline constexpr AccountKinds kPersonalKinds{AccountKind::personal, AccountKind::admin,
                                             AccountKind::vendor};
/// Accounts that keys and names may link to a person.
inline constexpr AccountKinds kLinkedKinds{AccountKind::personal, AccountKind::admin,
                                           AccountKind::vendor, AccountKind::test,
                                           AccountKind::mailbox};
/// Accounts that must have an owner.
inline constexpr AccountKinds kOwnedKinds{AccountKind::service, AccountKind::robot,
                                          AccountKind::breakglass};
/// Members that are neither people's accounts nor registered: seen where they hold something.
inline constexpr AccountKinds kKeptAsMembers{AccountKind::machine, AccountKind::other};

}  // namespace rettesnor::reconcile
