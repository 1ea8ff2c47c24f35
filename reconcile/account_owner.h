// Who owns an account that is no person's.
#pragma once

#include <string_view>

#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

struct AccountOwner {
  Index person;           ///< kNone: nobody that we know
  std::string_view told;  ///< the number or login that names the owner; empty when nothing does
};
/// The register's owner when that is a known person, else who answers for it by a human's word,
/// else the source's: an employee number, or the login of an account in the same system.
AccountOwner owner_of_account(const AccessGraph& graph, Index account);

}  // namespace rettesnor::reconcile
