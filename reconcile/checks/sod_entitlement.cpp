// A person who holds both sides of a rule on segregation of duties.
#include "reconcile/checks/declarations.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "reconcile/draft.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile::checks {

namespace {

std::vector<Index> side_of(const AccessGraph& graph,
                           const std::vector<policies::EntitlementRef>& refs) {
  std::vector<Index> side;
  for (const policies::EntitlementRef& ref : refs) {
    const auto named = graph.entitlements_named(ref);
    side.insert(side.end(), named.begin(), named.end());
  }
  std::sort(side.begin(), side.end());
  side.erase(std::unique(side.begin(), side.end()), side.end());
  return side;
}

/// Persons who hold something of both sides. `mark` is all zero, and is so again afterwards.
std::vector<Index> holders_of_both(const AccessGraph& graph, const std::vector<Index>& left,
                                   const std::vector<Index>& right,
                                   std::vector<std::uint8_t>& mark) {
  std::vector<Index> both;
  if (left.size() == 1 && right.size() == 1) {
    const auto a = graph.persons_of_entitlement[left.front()];
    const auto b = graph.persons_of_entitlement[right.front()];
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both;
  }
  for (const Index e : left) {
    for (const Index person : graph.persons_of_entitlement[e]) mark[person] = 1;
  }
  for (const Index e : right) {
    for (const Index person : graph.persons_of_entitlement[e]) {
      if (mark[person] != 1) continue;
      mark[person] = 2;
      both.push_back(person);
    }
  }
  for (const Index e : left) {
    for (const Index person : graph.persons_of_entitlement[e]) mark[person] = 0;
  }
  std::sort(both.begin(), both.end());
  return both;
}

/// Her rights of one side: the shortest way to each into the draft, their references as evidence.
void show_side(Draft& draft, const AccessGraph& graph, Index person, const std::vector<Index>& side,
               std::string_view fact) {
  const auto held = graph.entitlements_of_person[person];
  std::vector<std::string> refs;
  for (const Index e : side) {
    if (!std::binary_search(held.begin(), held.end(), e)) continue;
    refs.push_back(ref_of_entitlement(graph, e));
    if (refs.size() <= 4) draft.paths(paths_to(graph, person, e, 1));
  }
  draft.note_all(fact, refs);
}

}  // namespace

Findings sod_entitlement(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  std::vector<std::uint8_t> mark(graph.persons.size(), 0);
  for (const policies::SodRule& rule : graph.policy->sod_rules) {
    const auto left = side_of(graph, rule.left);
    const auto right = side_of(graph, rule.right);
    for (const Index person : holders_of_both(graph, left, right, mark)) {
      Draft draft(input, blank);
      draft.subject(thing_of_person(graph, person))
          .severity(rule.severity)
          .rule(rule.id, rule.authority)
          .person(person)
          .text("a", rule.left_action)
          .text("b", rule.right_action)
          .text("regel", rule.id);
      show_side(draft, graph, person, left, "left");
      show_side(draft, graph, person, right, "right");
      findings.push_back(draft.note("rule_name", rule.name).done());
    }
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
