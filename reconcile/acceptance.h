// Which accounts may stand though they are nobody's.
#pragma once

#include <optional>
#include <string_view>

#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

struct Acceptance {
  std::optional<Date> until;  ///< its last day; without one only in the register of accounts
  std::string_view reason;
  bool holds;  ///< today: not after its last day, and not when who answers for it has left
};
/// By a human's word, else by the register of accounts; what holds goes before what is over.
/// Nothing when nobody ever accepted it (features.md K05).
std::optional<Acceptance> acceptance_of(const AccessGraph& graph, Index account);

}  // namespace rettesnor::reconcile
