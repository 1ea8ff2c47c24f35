// Holds two reconciliations of one moment against one another.
#include "reconcile/simulate.h"

#include <algorithm>
#include <map>
#include <set>

#include "reconcile/access_graph.h"
#include "reconcile/checks.h"
#include "reconcile/expected_access.h"
#include "reconcile/role_reach.h"

namespace rettesnor::reconcile {
namespace {

/// One policy's view of the moment.
struct View {
  View(const core::Snapshot& snapshot, const policies::Policy& policy, const core::LocalZone& zone,
       core::Timestamp now)
      : graph(build_access_graph(snapshot, policy, zone, now)),
        expected(compare_with_policy(graph)) {}
  View(const View&) = delete;
  View& operator=(const View&) = delete;

  AccessGraph graph;
  ExpectedAccess expected;
};

/// What role policies give one person, by the key of the entitlement: a policy may add
/// entitlements, so that positions differ between the two graphs. Persons are the same in both.
using Given = std::map<std::string, GivenRight>;

Given given_to(const View& view, Index person) {
  Given out;
  const std::vector<Index> kinds = current_kinds(view.graph, *view.expected.reach, person);
  for (const GivenRight& g : given_together(*view.expected.reach, kinds)) {
    out.emplace(thing_of_entitlement(view.graph, g.entitlement).key, g);
  }
  return out;
}

void compare_person(const View& before, const View& after, Index person,
                    std::vector<RightChange>& out) {
  using What = RightChange::What;
  const Given old_rights = given_to(before, person);
  const Given new_rights = given_to(after, person);
  const auto note = [&](What what, const View& view, const GivenRight& given) {
    out.push_back({what, thing_of_person(view.graph, person),
                   thing_of_entitlement(view.graph, given.entitlement),
                   view.graph.policy->roles[given.role].id,
                   view.expected.verdict(person, given.entitlement).has_value()});
  };
  const auto expects = [](const Given& given, const std::string& key) {
    const auto at = given.find(key);
    return at != given.end() && at->second.how == GivenRight::How::expected;
  };
  for (const auto& [key, given] : new_rights) {
    if (given.how == GivenRight::How::expected) {
      if (!expects(old_rights, key)) note(What::gains_expected, after, given);
    } else if (!old_rights.contains(key)) {
      note(What::gains_allowed, after, given);
    }
  }
  for (const auto& [key, given] : old_rights) {
    if (given.how == GivenRight::How::expected) {
      if (!expects(new_rights, key)) note(What::loses_expected, before, given);
    } else if (!new_rights.contains(key)) {
      note(What::loses_allowed, before, given);
    }
  }
}

/// Keys of what each person holds; a policy may add rights, so that positions differ.
std::set<std::string> held_by(const AccessGraph& graph, Index person,
                              std::map<std::string, Index>& at) {
  std::set<std::string> keys;
  for (const Index e : graph.entitlements_of_person[person]) {
    std::string key = thing_of_entitlement(graph, e).key;
    at.emplace(key, e);
    keys.insert(std::move(key));
  }
  return keys;
}

void compare_held(const View& before, const View& after, Index person,
                  std::vector<RightChange>& out) {
  using What = RightChange::What;
  std::map<std::string, Index> old_at, new_at;
  const std::set<std::string> old_rights = held_by(before.graph, person, old_at);
  const std::set<std::string> new_rights = held_by(after.graph, person, new_at);
  for (const std::string& key : new_rights) {
    if (old_rights.contains(key)) continue;
    out.push_back({What::gains_held, thing_of_person(after.graph, person),
                   thing_of_entitlement(after.graph, new_at.at(key)), "", false});
  }
  for (const std::string& key : old_rights) {
    if (new_rights.contains(key)) continue;
    out.push_back({What::loses_held, thing_of_person(before.graph, person),
                   thing_of_entitlement(before.graph, old_at.at(key)), "", true});
  }
}

/// Only what conveys rights makes a policy change who holds them.
bool convey_the_same(const policies::Policy& a, const policies::Policy& b) {
  return std::ranges::equal(a.conveyances, b.conveyances, [](const auto& x, const auto& y) {
    return x.group == y.group && x.entitlement == y.entitlement;
  });
}

bool is_critical(const EntitlementNode& e) {
  return e.rule != nullptr && (e.rule->critical || e.rule->min_holders);
}

/// Holders of a right whom the policy lets keep it.
std::vector<Index> explained_holders(const View& view, Index entitlement) {
  std::vector<Index> out;
  for (const Index p : view.graph.persons_of_entitlement[entitlement]) {
    const Verdict v = view.expected.verdict(p, entitlement).value_or(Verdict::unexplained);
    if (v == Verdict::expected || v == Verdict::allowed || v == Verdict::authorized ||
        v == Verdict::review_free) {
      out.push_back(p);
    }
  }
  return out;
}

std::vector<LastHolder> last_holders(const View& before, const View& after) {
  std::map<std::string, std::size_t> held_before;
  for (Index e = 0; e < before.graph.entitlements.size(); ++e) {
    held_before[thing_of_entitlement(before.graph, e).key] = explained_holders(before, e).size();
  }
  std::vector<LastHolder> out;
  for (Index e = 0; e < after.graph.entitlements.size(); ++e) {
    if (!is_critical(after.graph.entitlements[e])) continue;
    const core::Thing thing = thing_of_entitlement(after.graph, e);
    const std::vector<Index> left = explained_holders(after, e);
    const auto old = held_before.find(thing.key);
    const std::size_t old_count = old == held_before.end() ? 0 : old->second;
    if (left.size() > 1 || old_count <= left.size()) continue;
    const core::Thing holder =
        left.empty() ? core::Thing{} : thing_of_person(after.graph, left.front());
    out.push_back({thing, old_count, left.size(), holder});
  }
  return out;
}

/// Findings of `of` that `other` does not have.
Findings only_in(const Findings& of, const Findings& other) {
  std::set<std::string> known;
  for (const core::Finding& f : other) known.insert(core::finding_id(f));
  Findings out;
  for (const core::Finding& f : of) {
    if (!known.contains(core::finding_id(f))) out.push_back(f);
  }
  return out;
}

bool says_the_same(const core::Finding& a, const core::Finding& b) {
  return a.severity == b.severity && a.covered_by == b.covered_by && a.clause == b.clause &&
         a.document == b.document && a.values == b.values && a.evidence == b.evidence;
}

/// Findings of `of` that `other` has too, and tells otherwise.
Findings changed_in(const Findings& of, const Findings& other) {
  std::map<std::string, const core::Finding*> known;
  for (const core::Finding& f : other) known.emplace(core::finding_id(f), &f);
  Findings out;
  for (const core::Finding& f : of) {
    const auto at = known.find(core::finding_id(f));
    if (at != known.end() && !says_the_same(f, *at->second)) out.push_back(f);
  }
  return out;
}

}  // namespace

Simulation simulate(const core::Snapshot& snapshot, const policies::Policy& before,
                    const policies::Policy& after, const core::LocalZone& zone,
                    core::Timestamp now) {
  const View old_view(snapshot, before, zone, now);
  const View new_view(snapshot, after, zone, now);
  Simulation out;
  const bool same_holders = convey_the_same(before, after);
  for (Index p = 0; p < old_view.graph.persons.size(); ++p) {
    compare_person(old_view, new_view, p, out.rights);
    if (!same_holders) compare_held(old_view, new_view, p, out.rights);
  }
  std::stable_sort(out.rights.begin(), out.rights.end(),
                   [](const RightChange& a, const RightChange& b) {
                     return std::tie(a.person.ref, a.entitlement.ref, a.what) <
                            std::tie(b.person.ref, b.entitlement.ref, b.what);
                   });
  const Findings old_findings = run_checks(CheckInput(old_view.graph, old_view.expected));
  const Findings new_findings = run_checks(CheckInput(new_view.graph, new_view.expected));
  out.appear = only_in(new_findings, old_findings);
  out.vanish = only_in(old_findings, new_findings);
  out.changed = changed_in(new_findings, old_findings);
  out.last_holders = last_holders(old_view, new_view);
  return out;
}

}  // namespace rettesnor::reconcile
