// Somebody with a role of the municipality is given one account more.
#include "reconcile/checks/declarations.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "reconcile/account_kinds.h"
#include "reconcile/draft.h"

namespace rettesnor::reconcile::checks {

namespace {

struct Holding {
  std::string_view role;
  Date since;
};

/// By person: the role of hers that began first. One is enough to ask.
std::map<Index, Holding> holders(const AccessGraph& graph) {
  std::map<Index, Holding> found;
  for (const policies::RoleAppointment& appointment : graph.policy->appointments) {
    if (appointment.from > graph.today || (appointment.to && *appointment.to < graph.today))
      continue;
    const Index person = graph.person_by_employee_no(appointment.person);
    if (person == kNone) continue;
    const auto [at, is_new] = found.emplace(person, Holding{appointment.role, appointment.from});
    if (!is_new && appointment.from < at->second.since) {
      at->second = {appointment.role, appointment.from};
    }
  }
  return found;
}

/// The first sight of an account in each source: what stood there then is nothing new.
std::vector<Timestamp> first_sights(const AccessGraph& graph) {
  std::vector<Timestamp> first(graph.snapshot->sources.size(), Timestamp::max());
  for (const AccountNode& account : graph.accounts) {
    const core::SnapshotObject& o = graph.snapshot->objects[account.object];
    first[o.source] = std::min(first[o.source], o.first_seen);
  }
  return first;
}

}  // namespace

Findings role_holder_account(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  const std::map<Index, Holding> roles = holders(graph);
  if (roles.empty()) return findings;
  const std::vector<Timestamp> first = first_sights(graph);
  const auto seen = [&](Index a) {
    return graph.snapshot->objects[graph.accounts[a].object].first_seen;
  };
  for (const auto& [person, holding] : roles) {
    const auto accounts = graph.accounts_of_person[person];
    for (const Index a : accounts) {
      const AccountNode& account = graph.accounts[a];
      if (!account.usable || account.tier == LinkTier::settled || !kLinkedKinds.has(account.kind)) {
        continue;
      }
      const Index source = graph.snapshot->objects[account.object].source;
      if (seen(a) <= first[source] || graph.zone->date_of(seen(a)) < holding.since) continue;
      const bool has_older = std::any_of(accounts.begin(), accounts.end(),
                                         [&](Index other) { return seen(other) < seen(a); });
      if (!has_older) continue;
      findings.push_back(Draft(input, blank)
                             .subject(thing_of_person(graph, person))
                             .object(thing_of_account(graph, a))
                             .person(person)
                             .account(a)
                             .text("rolle", holding.role)
                             .note("first_seen", seen(a))
                             .note("link", core::name_of(account.tier))
                             .done());
    }
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
