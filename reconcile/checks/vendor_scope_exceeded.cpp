// A vendor that reaches a system which its agreements do not name.
#include "reconcile/checks/declarations.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "reconcile/draft.h"
#include "reconcile/rights.h"
#include "reconcile/vendor_agreements.h"

namespace rettesnor::reconcile::checks {

namespace {

struct Reached {
  Index account;
  Index entitlement;
};

/// Systems that the vendor has a right in, each with one right that shows it.
std::map<Index, Reached> reach_of(const AccessGraph& graph, const VendorAccess& vendor,
                                  const std::vector<Index>& accounts, const Csr& rights) {
  std::map<Index, Reached> reached;
  for (const Index account : vendor.accounts) {
    const auto row = std::lower_bound(accounts.begin(), accounts.end(), account) - accounts.begin();
    for (const Index e : rights[static_cast<Index>(row)]) {
      reached.try_emplace(graph.entitlements[e].system, Reached{account, e});
    }
  }
  return reached;
}

std::vector<const policies::Agreement*> valid_agreements(const AccessGraph& graph,
                                                         std::string_view cvr) {
  auto agreements = agreements_of(*graph.policy, cvr);
  std::erase_if(agreements, [&](const auto* one) { return !is_valid_on(*one, graph.today); });
  return agreements;
}

bool names_system(const policies::Agreement& agreement, std::string_view system) {
  return std::find(agreement.systems.begin(), agreement.systems.end(), system) !=
         agreement.systems.end();
}

}  // namespace

Findings vendor_scope_exceeded(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  std::vector<Index> accounts;
  for (const VendorAccess& vendor : input.facts.vendors()) {
    accounts.insert(accounts.end(), vendor.accounts.begin(), vendor.accounts.end());
  }
  std::sort(accounts.begin(), accounts.end());
  accounts.erase(std::unique(accounts.begin(), accounts.end()), accounts.end());
  const Csr rights = entitlements_of_accounts(graph, accounts);
  for (const VendorAccess& vendor : input.facts.vendors()) {
    const auto agreements = valid_agreements(graph, vendor.cvr);
    if (agreements.empty()) continue;
    std::vector<std::string> ids;
    for (const auto* agreement : agreements) ids.push_back(agreement->id);
    for (const auto& [system, reached] : reach_of(graph, vendor, accounts, rights)) {
      const std::string_view name = graph.systems[system].name;
      if (std::any_of(agreements.begin(), agreements.end(),
                      [&](const auto* one) { return names_system(*one, name); })) {
        continue;
      }
      findings.push_back(Draft(input, blank)
                             .subject(thing_of_vendor(graph, vendor.cvr))
                             .object(thing_of_system(graph, system))
                             .text("v", name_of_vendor(graph, vendor.cvr))
                             .system(system)
                             .paths(explain(graph, reached.account, reached.entitlement, 1))
                             .note_all("agreements", ids)
                             .done());
    }
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
