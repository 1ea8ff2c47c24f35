// Gathers the persons that the leaver, leave and mandate findings speak of.
#include "reconcile/absence.h"

#include <algorithm>

#include "reconcile/council.h"
#include "reconcile/person_state.h"

namespace rettesnor::reconcile {

std::vector<std::uint8_t> absent_persons(const CheckInput& input) {
  const AccessGraph& graph = input.graph;
  std::vector<std::uint8_t> absent(graph.persons.size(), 0);
  for (Index person = 0; person < graph.persons.size(); ++person) {
    const auto accounts = graph.accounts_of_person[person];
    if (accounts.empty()) continue;
    const bool is_gone = has_left(graph, person) || is_released(graph, person);
    const auto gap = without_capacity(graph, person);
    const bool is_in_gap = gap && std::any_of(accounts.begin(), accounts.end(), [&](Index account) {
                             return use_in_gap(input, account, *gap) != UseInGap::none;
                           });
    const bool is_unconfirmed = graph.persons[person].vanished_on.has_value();
    const bool is_spoken_of =
        is_in_gap || ((is_gone || is_unconfirmed) && has_usable_account(graph, person)) ||
        leave_with_access(graph, person) ||
        std::any_of(accounts.begin(), accounts.end(),
                    [&](Index account) { return used_after_leaving(input, account); });
    if (is_spoken_of) absent[person] = 1;
  }
  for (const Standing& standing : mandate_rights_kept(input)) absent[standing.person] = 1;
  return absent;
}

bool used_after_leaving(const CheckInput& input, Index account) {
  const AccessGraph& graph = input.graph;
  const Index person = graph.accounts[account].person;
  if (person == kNone || !has_left(graph, person)) return false;
  if (left_from_mandate(graph, person) != nullptr) return false;
  const auto last_used = input.facts.last_used(account);
  return last_used && *last_used > graph.zone->end_of(*graph.persons[person].left_on);
}

UseInGap use_in_gap(const CheckInput& input, Index account, const WithoutCapacity& gap) {
  const AccessGraph& graph = input.graph;
  const auto used = input.facts.last_used(account);
  if (used && (!gap.from || *used >= graph.zone->start_of(*gap.from))) return UseInGap::used;
  if (!gap.from || !graph.accounts[account].usable) return UseInGap::none;
  const auto grace = graph.policy->threshold("mover_grace_days", graph.today);
  return (graph.today - *gap.from).count() >= grace ? UseInGap::open : UseInGap::none;
}

}  // namespace rettesnor::reconcile
