// A few people worth being when somebody tries the program.
#include <algorithm>
#include <map>
#include <optional>

#include "core/text.h"
#include "review/accounts/accounts.h"
#include "review/accounts/orphans.h"
#include "review/desk_state.h"
#include "review/organisation/people.h"
#include "review/organisation/route.h"

namespace rettesnor::review {

namespace {

class Cast {
 public:
  explicit Cast(const MomentFacts& now) : now_(now) {}

  void add(Index person) {
    if (person == kNone || std::find(people_.begin(), people_.end(), person) != people_.end()) {
      return;
    }
    people_.push_back(person);
  }
  void add_appointed(std::string_view role) {
    const auto holders = appointed(now_.graph(), role);
    if (!holders.empty()) add(holders.front());
  }
  /// Who has rights, leads nobody and is not there yet; of the unit, or of any when kNone.
  void add_employee(Index unit) {
    const reconcile::AccessGraph& graph = now_.graph();
    for (Index person = 0; person < graph.persons.size(); ++person) {
      const Index main = main_employment(graph, person);
      if (main == kNone || !graph.employments[main].current) continue;
      if (unit != kNone && graph.employments[main].unit != unit) continue;
      if (graph.entitlements_of_person[person].empty() || leads_a_unit(graph, person)) continue;
      if (std::find(people_.begin(), people_.end(), person) != people_.end()) continue;
      return add(person);
    }
  }
  std::vector<PersonView> views() const {
    std::vector<PersonView> views;
    for (const Index person : people_) views.push_back(person_view(now_.graph(), person));
    std::sort(views.begin(), views.end(), [](const PersonView& a, const PersonView& b) {
      const auto order = core::compare_danish(a.name, b.name);
      return order != 0 ? order < 0 : a.key < b.key;
    });
    return views;
  }

 private:
  const MomentFacts& now_;
  std::vector<Index> people_;
};

/// The unit with most staff that somebody who is here leads; kNone when nobody leads any.
Index largest_led_unit(const MomentFacts& now) {
  const reconcile::AccessGraph& graph = now.graph();
  Index largest = kNone;
  for (Index unit = 0; unit < graph.units.size(); ++unit) {
    const Index leader = graph.units[unit].leader;
    if (leader == kNone || !graph.persons[leader].current) continue;
    if (largest == kNone || now.staff(unit).size() > now.staff(largest).size()) largest = unit;
  }
  return largest;
}

/// How many of the entries each of those owns who are here.
template <class Entries>
std::map<Index, int> owned_of(const reconcile::AccessGraph& graph, const Entries& entries) {
  std::map<Index, int> owned;
  for (const auto& entry : entries) {
    const Index owner = entry.owner.empty() ? kNone : graph.person_by_employee_no(entry.owner);
    if (owner != kNone && graph.persons[owner].current) ++owned[owner];
  }
  return owned;
}

/// kNone when nobody owns any.
Index who_owns_most(const std::map<Index, int>& owned) {
  const auto most = std::max_element(
      owned.begin(), owned.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == owned.end() ? kNone : most->first;
}

/// Who is to be asked about the first account that is nobody's; kNone when there is none.
Index asked_about_an_orphan(const reconcile::AccessGraph& graph) {
  for (const Orphan& orphan : orphans_of(graph)) {
    if (!orphan.person.kind.empty()) continue;
    const Index owner = route_in_system(graph, graph.accounts[orphan.place].system).reviewer;
    if (owner != kNone) return owner;
  }
  return kNone;
}

}  // namespace

std::vector<PersonView> accounts::personas(const Read& held) {
  if (held->now == nullptr) return {};
  const MomentFacts& now = *held->now;
  Cast cast(now);
  for (const std::string_view role :
       {"attesteringsadministrator", "it-drift", "it-revisor", "informationssikkerhedsleder"}) {
    cast.add_appointed(role);
  }
  const Index unit = largest_led_unit(now);
  if (unit != kNone) {
    const Index leader = now.graph().units[unit].leader;
    cast.add(leader);
    cast.add(route_of(now.graph(), leader).reviewer);
    cast.add_employee(unit);  // a deputy for the leader
  }
  cast.add_employee(kNone);
  const policies::Policy& policy = *now.graph().policy;
  const auto systems = owned_of(now.graph(), policy.systems);
  const auto accounts = owned_of(now.graph(), policy.registered_accounts);
  cast.add(who_owns_most(systems));
  cast.add(who_owns_most(accounts));
  cast.add(asked_about_an_orphan(now.graph()));
  std::vector<PersonView> views = cast.views();
  for (PersonView& view : views) {
    const auto authority = authority_of(now.graph(), held->deputyships, now.person(view.key));
    if (!authority) continue;
    for (const std::string_view name : names_beyond_user(authority->roles())) {
      view.holds.emplace_back(name);
    }
    if (systems.contains(now.person(view.key))) view.holds.emplace_back("system_owner");
    if (accounts.contains(now.person(view.key))) view.holds.emplace_back("account_owner");
    if (!authority->stands_in_for().empty()) view.holds.emplace_back("deputy");
  }
  return views;
}

}  // namespace rettesnor::review
