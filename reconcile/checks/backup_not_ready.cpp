// A backup for a critical right who could not step in today.
#include "reconcile/checks/declarations.h"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reconcile/backup_holders.h"
#include "reconcile/draft.h"
#include "reconcile/person_state.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile::checks {

namespace {

core::Finding not_ready(const CheckInput& input, const core::Finding& blank, Index entitlement,
                        Index person, std::string_view reason) {
  const AccessGraph& graph = input.graph;
  Draft draft(input, blank);
  draft.subject(thing_of_entitlement(graph, entitlement))
      .object(thing_of_person(graph, person))
      .right(entitlement)
      .person(person)
      .text("grund", reason)
      .note("reason", reason);
  if (const auto leave = current_leave(graph, person); leave && leave->until) {
    draft.note("leave_until", *leave->until);
  }
  if (const auto left_on = graph.persons[person].left_on) draft.note("left_on", *left_on);
  return draft.paths(paths_to(graph, person, entitlement)).done();
}

void look_at_named(const CheckInput& input, const core::Finding& blank, Index entitlement,
                   Findings& findings) {
  const AccessGraph& graph = input.graph;
  std::set<Index> told;
  std::set<std::string> unknown;
  for (const std::string& number : graph.entitlements[entitlement].rule->backups) {
    const Index person = graph.person_by_employee_no(number);
    if (person == kNone) {
      if (!unknown.insert(number).second) continue;
      findings.push_back(Draft(input, blank)
                             .subject(thing_of_entitlement(graph, entitlement))
                             .object(thing_named("person", number, number))
                             .right(entitlement)
                             .text("p", number)
                             .text("grund", "ukendt person")
                             .note("reason", "ukendt person")
                             .done());
      continue;
    }
    if (!told.insert(person).second) continue;
    const std::string_view reason = why_not_able(input, person, entitlement);
    if (!reason.empty()) {
      findings.push_back(not_ready(input, blank, entitlement, person, reason));
    }
  }
}

void look_at_holders(const CheckInput& input, const core::Finding& blank, Index entitlement,
                     Findings& findings) {
  std::vector<std::pair<Index, std::string_view>> not_able;
  const auto holders = input.graph.persons_of_entitlement[entitlement];
  for (const Index person : holders) {
    const std::string_view reason = why_not_able(input, person, entitlement);
    if (!reason.empty()) not_able.emplace_back(person, reason);
  }
  const auto able = static_cast<std::int64_t>(holders.size() - not_able.size());
  if (able >= least_holders(input.graph, entitlement)) return;
  for (const auto& [person, reason] : not_able) {
    findings.push_back(not_ready(input, blank, entitlement, person, reason));
  }
}

}  // namespace

Findings backup_not_ready(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  for (Index e = 0; e < graph.entitlements.size(); ++e) {
    const auto* const rule = graph.entitlements[e].rule;
    if (rule == nullptr) continue;
    if (!rule->backups.empty()) {
      look_at_named(input, blank, e, findings);
    } else if (needs_backup(graph, e)) {
      look_at_holders(input, blank, e, findings);
    }
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
