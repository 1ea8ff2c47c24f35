// Weighs a human's word and the register of accounts.
#include "reconcile/acceptance.h"

namespace rettesnor::reconcile {

std::optional<Acceptance> acceptance_of(const AccessGraph& graph, Index account) {
  const AccountNode& node = graph.accounts[account];
  std::optional<Acceptance> by_word;
  if (node.accepted != nullptr) {
    const bool is_answered_for =
        node.answers_for_it != kNone && graph.persons[node.answers_for_it].current;
    by_word = Acceptance{node.accepted->accepted_until, node.accepted->reason,
                         is_answered_for && graph.today <= *node.accepted->accepted_until};
  }
  if ((by_word && by_word->holds) || node.registered == nullptr) return by_word;
  const std::optional<Date> until = node.registered->accepted_until;
  const Acceptance by_register{until, node.registered->reason, !until || graph.today <= *until};
  return by_register.holds || !by_word ? by_register : by_word;
}

}  // namespace rettesnor::reconcile
