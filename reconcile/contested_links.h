// Accounts of which only one side says whose they are, against what was told before or beside it.
#pragma once

#include <string_view>
#include <vector>

#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

/// An account whose keys, kind or name speak for somebody else than its link does. Until a human
/// says whose it is (command `link`; for a kind the register of accounts too), what it gives counts
/// for the person it is linked to and for each of `also`.
struct ContestedLink {
  Index account;
  enum class Why : std::uint8_t {
    changed,  ///< it was told with another number, UPN or mail, or its number was somebody else's
    owner,    ///< it was told with another owner; concerns no right
    name,     ///< it has her number, and a name that is not hers
    kind      ///< its kind alone keeps it from being hers; nothing was told otherwise
  } why;
  Index before;             ///< person: whose it was, or the one whose number it has; never kNone
  Index now;                ///< person that it points to now, or kNone
  std::vector<Index> also;  ///< persons, ascending; never the one it is linked to
  std::string_view told_before;   ///< the value that was told otherwise, or empty
  std::optional<Timestamp> seen;  ///< the reading that told it otherwise
};

/// One an account, by account; the first reason in the order above. Linear in accounts and in what
/// was told otherwise.
std::vector<ContestedLink> contested_links(const AccessGraph& graph);

/// An account that became of another kind, by its source's word alone.
struct ChangedKind {
  Index account;
  AccountKind before;
  Timestamp seen;
};
/// By account. Not those that became personal, that the register of accounts knows, or that a human
/// linked: what is asked of them is not less than before.
std::vector<ChangedKind> changed_kinds(const AccessGraph& graph);

}  // namespace rettesnor::reconcile
