// Compares mandates, past and present, with the rights that their bodies give.
#include "reconcile/council.h"

#include <algorithm>
#include <tuple>

#include "core/text.h"
#include "reconcile/person_state.h"

namespace rettesnor::reconcile {
namespace {

std::vector<Index> looked_up(const AccessGraph& graph,
                             const std::vector<policies::EntitlementRef>& refs) {
  std::vector<Index> found;
  for (const policies::EntitlementRef& ref : refs) {
    const auto named = graph.entitlements_named(ref);
    found.insert(found.end(), named.begin(), named.end());
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

bool sits_in(const AccessGraph& graph, Index person, const std::string& folded_body) {
  const auto mandates = mandates_of(graph, person);
  return std::any_of(mandates.begin(), mandates.end(), [&](const MandateNode& mandate) {
    return mandate.current && core::fold(mandate.body) == folded_body;
  });
}

}  // namespace

std::vector<ElectedBody> elected_bodies(const AccessGraph& graph) {
  std::vector<ElectedBody> bodies;
  for (const policies::Body& body : graph.policy->bodies) {
    bodies.push_back({&body, core::fold(body.name), looked_up(graph, body.equal),
                      looked_up(graph, body.closed)});
  }
  return bodies;
}

std::vector<CommitteeRight> committee_rights_kept(const AccessGraph& graph) {
  std::vector<CommitteeRight> kept;
  const auto bodies = elected_bodies(graph);
  if (bodies.empty()) return kept;
  for (const MandateNode& mandate : graph.mandates) {
    const bool has_ended = !mandate.current && mandate.end && *mandate.end < graph.today;
    if (!has_ended || !graph.persons[mandate.person].current) continue;
    const std::string name = core::fold(mandate.body);
    for (const ElectedBody& body : bodies) {
      if (body.folded_name != name || sits_in(graph, mandate.person, name)) continue;
      const auto rights = graph.entitlements_of_person[mandate.person];
      for (const Index right : body.closed) {
        if (!std::binary_search(rights.begin(), rights.end(), right)) continue;
        kept.push_back({mandate.person, right, body.rule, *mandate.end});
      }
    }
  }
  // The latest end first, so that it is the one that stays.
  const auto order = [](const CommitteeRight& r) {
    return std::tuple(r.person, r.entitlement, -r.ended_on.time_since_epoch().count(),
                      std::string_view(r.body->name));
  };
  std::sort(kept.begin(), kept.end(),
            [&](const auto& a, const auto& b) { return order(a) < order(b); });
  kept.erase(std::unique(kept.begin(), kept.end(),
                         [](const auto& a, const auto& b) {
                           return a.person == b.person && a.entitlement == b.entitlement;
                         }),
             kept.end());
  return kept;
}

std::vector<Standing> mandate_rights_kept(const CheckInput& input) {
  const AccessGraph& graph = input.graph;
  std::vector<Standing> kept;
  const auto committees = committee_rights_kept(graph);
  Index previous = kNone;
  for (const MandateNode& mandate : graph.mandates) {
    const Index person = mandate.person;
    if (mandate.current || person == previous || !graph.persons[person].current) continue;
    previous = person;
    for (const Standing& standing : input.expected.standings_of(person)) {
      if (standing.verdict != Verdict::former || standing.capacity.mandate == kNone) continue;
      const bool is_committees =
          std::any_of(committees.begin(), committees.end(), [&](const CommitteeRight& right) {
            return right.person == person && right.entitlement == standing.entitlement;
          });
      if (!is_committees) kept.push_back(standing);
    }
  }
  return kept;
}

}  // namespace rettesnor::reconcile
