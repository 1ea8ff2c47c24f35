// A person who holds both sides of a rule on segregation of duties, over whatever account may be
// hers.
#include "reconcile/checks/declarations.h"

#include <algorithm>
#include <cstdint>
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

/// How a person holds something of a side; the largest counts.
enum Grade : std::uint8_t {
  nothing = 0,
  closed = 1,  ///< over an account that its own administrator calls closed, and can open again
  open = 2
};

/// Calls `visit(person, grade)` for everybody for whom a membership counts: whom the
/// account is linked to, and whom it may be instead until a human says.
template <class Visit>
void each_holder(const CheckInput& input, const std::vector<Index>& also_from, Index entitlement,
                 Visit visit) {
  const AccessGraph& graph = input.graph;
  for (const Index a : graph.effective_accounts[entitlement]) {
    const AccountNode& account = graph.accounts[a];
    const auto count = [&](Index person) {
      if (account.usable) {
        visit(person, open);
      } else if (graph.persons[person].current) {
        visit(person, closed);
      }
    };
    if (account.person != kNone) count(account.person);
    if (also_from[a] == kNone) continue;
    for (Index i = also_from[a]; i < input.claims.size() && input.claims[i].account == a; ++i) {
      count(input.claims[i].person);
    }
  }
}

/// Persons who hold something of both sides; of each the better grade of each side.
struct Both {
  Index person;
  Grade left;
  Grade right;
};
std::vector<Both> holders_of_both(const CheckInput& input, const std::vector<Index>& also_from,
                                  const std::vector<Index>& left, const std::vector<Index>& right,
                                  std::vector<Both>& mark) {
  std::vector<Index> seen;
  const auto take = [&](const std::vector<Index>& side, Grade Both::*grade) {
    for (const Index e : side) {
      each_holder(input, also_from, e, [&](Index person, Grade held) {
        Both& both = mark[person];
        if (both.left == nothing && both.right == nothing) seen.push_back(person);
        both.*grade = std::max(both.*grade, held);
      });
    }
  };
  take(left, &Both::left);
  take(right, &Both::right);
  std::sort(seen.begin(), seen.end());
  std::vector<Both> found;
  for (const Index person : seen) {
    if (mark[person].left != nothing && mark[person].right != nothing) {
      found.push_back({person, mark[person].left, mark[person].right});
    }
    mark[person] = {};
  }
  return found;
}

/// Hers, and those that may be.
std::vector<Index> accounts_for(const CheckInput& input, Index person) {
  const auto own = input.graph.accounts_of_person[person];
  std::vector<Index> accounts(own.begin(), own.end());
  for (const AccountClaim& claim : input.claims) {
    if (claim.person == person) accounts.push_back(claim.account);
  }
  return accounts;
}

/// Her rights of one side: the shortest way to each into the draft, their references as evidence,
/// and the accounts that are closed or only said to be hers.
void show_side(Draft& draft, const CheckInput& input, Index person, const std::vector<Index>& side,
               std::string_view fact) {
  const AccessGraph& graph = input.graph;
  std::vector<std::string> refs;
  std::vector<std::string> doubtful;
  const std::vector<Index> accounts = accounts_for(input, person);
  for (const Index e : side) {
    Index best = kNone;
    for (const Index a : accounts) {
      if (!has_right(graph, a, e)) continue;
      if (best == kNone || (graph.accounts[a].usable && !graph.accounts[best].usable)) best = a;
    }
    if (best == kNone) continue;
    refs.push_back(ref_of_entitlement(graph, e));
    const AccountNode& account = graph.accounts[best];
    const bool is_hers = account.person == person;
    if (!account.usable || !is_hers) doubtful.push_back(thing_of_account(graph, best).ref);
    if (refs.size() > 4) continue;
    draft.paths(account.usable && is_hers ? paths_to(graph, person, e, 1)
                                          : explain(graph, best, e, 1));
  }
  draft.note_all(fact, refs);
  draft.note_all(std::string(fact) + "_accounts", doubtful);
}

core::Severity one_lower(core::Severity severity) {
  const auto next = static_cast<core::Severity>(static_cast<int>(severity) + 1);
  return severity == core::Severity::notice ? severity : next;
}

}  // namespace

Findings sod_entitlement(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  std::vector<Index> also_from(graph.accounts.size(), kNone);
  for (Index i = static_cast<Index>(input.claims.size()); i > 0; --i) {
    also_from[input.claims[i - 1].account] = i - 1;
  }
  std::vector<Both> mark(graph.persons.size());
  for (const policies::SodRule& rule : graph.policy->sod_rules) {
    const auto left = side_of(graph, rule.left);
    const auto right = side_of(graph, rule.right);
    for (const Both& both : holders_of_both(input, also_from, left, right, mark)) {
      const bool is_closed = both.left == closed || both.right == closed;
      Draft draft(input, blank);
      draft.subject(thing_of_person(graph, both.person))
          .severity(is_closed ? one_lower(rule.severity) : rule.severity)
          .rule(rule.id, rule.authority)
          .person(both.person)
          .text("a", rule.left_action)
          .text("b", rule.right_action)
          .text("regel", rule.id);
      if (is_closed) draft.mark("lukket").note("closed", "yes");
      show_side(draft, input, both.person, left, "left");
      show_side(draft, input, both.person, right, "right");
      findings.push_back(draft.note("rule_name", rule.name).done());
    }
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
