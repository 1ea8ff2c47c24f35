// The table of checks: every rule of the house that can yield findings, one row each.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.h"
#include "reconcile/access_graph.h"
#include "reconcile/contested_links.h"
#include "reconcile/expected_access.h"
#include "reconcile/observed_facts.h"
#include "reconcile/reorganisation.h"
#include "reconcile/returned.h"
#include "reconcile/wholeness.h"

namespace rettesnor::reconcile {

/// A person for whom what an account gives counts too, beside the one whom it is linked to.
struct AccountClaim {
  Index account;
  Index person;
};
/// Of contested links, and of the accounts of one who left for the one who resembles her;
/// ascending.
std::vector<AccountClaim> claims_on_accounts(const AccessGraph& graph,
                                             const std::vector<ContestedLink>& contested,
                                             const std::vector<Returned>& returned);

/// Everything that a check may look at.
struct CheckInput {
  /// Borrows the two, and reads once what several checks ask of the account records.
  CheckInput(const AccessGraph& g, const ExpectedAccess& e)
      : graph(g),
        expected(e),
        facts(g),
        contested(contested_links(g)),
        returned(returned_persons(g)),
        claims(claims_on_accounts(g, contested, returned)),
        reorganised(reorganised_units(g)),
        wholeness(*g.snapshot) {}

  const AccessGraph& graph;
  const ExpectedAccess& expected;
  const ObservedFacts facts;
  const std::vector<ContestedLink> contested;
  const std::vector<Returned> returned;
  const std::vector<AccountClaim> claims;  ///< by (account, person)
  const std::vector<UnitSuccession> reorganised;
  const Wholeness wholeness;

  /// Whether she left is asked about: nothing critical is said because of it.
  bool seems_returned(Index person) const;
};

using Findings = std::vector<core::Finding>;

/// Code → how many findings were not said, because a list that they need was not read whole.
using NotJudged = std::map<std::string, std::int64_t, std::less<>>;

/// A row of the table. `code` and the sentences are in words/findings.inc as well; a test
/// holds the two complete. A check sets subject, object, rule, values, paths, evidence, and may
/// raise or lower `severity`; run_checks() fills in code, clause and default severity before
/// calling.
struct Check {
  std::string_view code;
  core::Severity severity;
  std::string_view clause;  ///< of the security policy, "P7"
  Findings (*run)(const CheckInput& input, const core::Finding& blank);
  /// For a check on the findings of all others, with their deviations marked; `run` is null then.
  Findings (*run_on_findings)(const CheckInput& input, const core::Finding& blank,
                              const Findings& others) = nullptr;
  /// For a check on what could not be judged; `run` is null then.
  Findings (*run_on_not_judged)(const CheckInput& input, const core::Finding& blank,
                                const NotJudged& not_judged) = nullptr;
};

/// In the order of the catalogue.
std::span<const Check> all_checks();

/// Runs every check, takes out what concludes from absence in a list that was not read whole
/// (reconcile/needed_lists.h), marks what a valid deviation covers, and sorts (core::comes_before).
/// Two findings with one id are a programming error and stop the program in debug builds; in
/// release the first is kept. `found_elsewhere`, about what is not in the graph, is marked and
/// sorted among them.
Findings run_checks(const CheckInput& input, Findings found_elsewhere = {});

}  // namespace rettesnor::reconcile
