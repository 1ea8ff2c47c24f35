// Answers who had a right on a date, and what somebody had.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "reconcile/questions.h"
#include "reconcile/rights.h"
#include "review/auditing/auditing.h"
#include "review/auditing/looks.h"
#include "review/organisation/deeds.h"
#include "review/organisation/people.h"
#include "review/refusal.h"
#include "store/history/readings_around.h"

namespace rettesnor::review {

namespace {

constexpr std::size_t kChoices = 20;
constexpr std::size_t kWays = 4;

/// Person and right → the newest answer before the moment.
using Answers = std::map<std::pair<std::string, std::string>, core::Decision>;

core::Result<Answers> answers_before(const store::Store& store,
                                     const std::vector<core::Campaign>& campaigns,
                                     core::Timestamp moment) {
  Answers answers;
  for (const core::Campaign& campaign : campaigns) {
    for (core::Decision& decision : TRY(store.decisions(campaign.id))) {
      if (decision.decided_at > moment) continue;
      auto place = std::pair(decision.subject, decision.entitlement);
      const auto at = answers.find(place);
      if (at != answers.end() && at->second.decided_at > decision.decided_at) continue;
      answers.insert_or_assign(std::move(place), std::move(decision));
    }
  }
  return answers;
}

/// The whole days that history knows.
core::Result<core::Timestamp> moment_of_day(core::Date day, const core::LocalZone& zone,
                                            core::Timestamp now) {
  if (day > zone.date_of(now)) {
    return refuse(core::ErrorKind::invalid_input, Refusal::day_to_come);
  }
  return std::min(zone.end_of(day), now);
}

core::Result<void> check_known(const core::Snapshot& snapshot) {
  const bool knows = std::any_of(snapshot.sources.begin(), snapshot.sources.end(),
                                 [](const auto& source) { return source.last_applied; });
  if (knows) return {};
  return refuse(core::ErrorKind::not_found, Refusal::before_history);
}

template <class Name>
std::vector<std::string> choices_of(const std::vector<Index>& meant, Name name) {
  std::vector<std::string> choices;
  for (const Index each : meant) {
    if (choices.size() < kChoices) choices.push_back(name(each));
  }
  return choices;
}

/// not_found when nothing was read by then.
core::Result<std::shared_ptr<const MomentFacts>> history_at(const Read& held,
                                                            core::Timestamp moment) {
  auto facts = TRY(held->moment_at({moment}, moment, held->policy));
  TRY(check_known(facts->moment().snapshot));
  return facts;
}

/// What the first readings after the moment saw; null when there are none.
core::Result<std::shared_ptr<const MomentFacts>> history_after(const Change& held,
                                                               std::string_view system,
                                                               AccessThen& then) {
  const auto readings = TRY(held->store().readings_around(then.moment));
  const store::ReadingSpan span = store::span_around(readings, system);
  then.read_before = span.before;
  then.read_after = span.after;
  const auto settled = store::span_around(readings, {}).settled;
  if (!settled) return std::shared_ptr<const MomentFacts>();
  return held->moment_at({*settled}, *settled, held->policy);
}

/// The last word on each right before the moment, with who gave it.
class Decided {
 public:
  Decided(const Read& held, Answers answers) : held_(held), answers_(std::move(answers)) {}
  void tell(AccessThen::Line& line, const std::string& right) const {
    const auto at = answers_.find({line.person.key, right});
    if (at == answers_.end()) return;
    line.decision = at->second;
    line.decided = held_->name(at->second.decided_by);
  }

 private:
  const Read& held_;
  Answers answers_;
};

std::vector<AccessThen::Line> holders_of(const MomentFacts& facts, Index right,
                                         const Decided& decided) {
  const reconcile::AccessGraph& graph = facts.graph();
  const core::Thing thing = reconcile::thing_of_entitlement(graph, right);
  std::vector<AccessThen::Line> lines;
  for (const auto& holder :
       reconcile::access(graph, facts.moment().expected, right, kWays).holders) {
    if (!holder.usable) continue;
    AccessThen::Line line;
    if (holder.holding.person != kNone) line.person = person_view(graph, holder.holding.person);
    line.account = reconcile::thing_of_account(graph, holder.holding.account).ref;
    line.right = thing.ref;
    line.paths = holder.holding.paths;
    decided.tell(line, thing.key);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<AccessThen::Line> rights_of(const MomentFacts& facts, Index person,
                                        const Decided& decided) {
  const reconcile::AccessGraph& graph = facts.graph();
  const PersonView view = person_view(graph, person);
  std::vector<AccessThen::Line> lines;
  for (const Index right : graph.entitlements_of_person[person]) {
    const core::Thing thing = reconcile::thing_of_entitlement(graph, right);
    AccessThen::Line line{.person = view,
                          .right = thing.ref,
                          .paths = reconcile::paths_to(graph, person, right, kWays)};
    const auto accounts =
        reconcile::account_refs(graph, reconcile::usable_accounts_with(graph, person, right));
    for (const std::string& account : accounts) {
      line.account += (line.account.empty() ? "" : ", ") + account;
    }
    decided.tell(line, thing.key);
    lines.push_back(std::move(line));
  }
  return lines;
}

/// What one of the two alone shows is marked, and what the later one adds comes last.
template <class KeyOf>
void compare(std::vector<AccessThen::Line>& lines, std::vector<AccessThen::Line> later,
             KeyOf key_of) {
  std::set<std::string> first;
  std::set<std::string> second;
  for (const auto& line : lines) first.insert(key_of(line));
  for (const auto& line : later) second.insert(key_of(line));
  for (auto& line : lines) {
    if (!second.contains(key_of(line))) line.had = AccessThen::Line::Had::changed;
  }
  for (auto& line : later) {
    if (first.contains(key_of(line))) continue;
    line.had = AccessThen::Line::Had::changed;
    lines.push_back(std::move(line));
  }
}

}  // namespace

core::Result<AccessThen> auditing::who_had(const Change& held, const std::string& right,
                                           core::Date day, core::Timestamp now) {
  TRY(check_reader(held.who(), Deed::see_access_then));
  AccessThen then;
  then.moment = TRY(moment_of_day(day, held->zone, now));
  TRY(log_look(held->store(), held.who(),
               {"who_had", {}, {{"right", right}, {"day", core::to_iso(day)}}}, now));
  const auto facts = TRY(history_at(held, then.moment));
  const reconcile::AccessGraph& graph = facts->graph();
  const auto ref = [&](Index each) { return reconcile::thing_of_entitlement(graph, each).ref; };
  const auto meant = reconcile::entitlements_meant(graph, right);
  if (meant.empty()) return refuse(core::ErrorKind::not_found, Refusal::no_such_right);
  if (meant.size() > 1) {
    then.choices = choices_of(meant, ref);
    return then;
  }
  then.title = ref(meant.front());
  const Decided decided(held, TRY(answers_before(held->store(), held->campaigns, then.moment)));
  then.lines = holders_of(*facts, meant.front(), decided);
  const Index system = graph.entitlements[meant.front()].system;
  const auto after = TRY(history_after(held, graph.systems[system].name, then));
  if (!after) return then;
  const auto later = reconcile::entitlements_meant(after->graph(), then.title);
  compare(then.lines,
          later.size() == 1 ? holders_of(*after, later.front(), decided)
                            : std::vector<AccessThen::Line>(),
          [](const AccessThen::Line& line) { return line.account; });
  return then;
}

core::Result<AccessThen> auditing::had_what(const Change& held, const std::string& person,
                                            core::Date day, core::Timestamp now) {
  TRY(check_reader(held.who(), Deed::see_access_then));
  AccessThen then;
  then.moment = TRY(moment_of_day(day, held->zone, now));
  const auto facts = TRY(history_at(held, then.moment));
  const reconcile::AccessGraph& graph = facts->graph();
  auto meant = reconcile::persons_meant(graph, person);
  if (facts->person(person) != kNone) meant = {facts->person(person)};
  TRY(log_look(held->store(), held.who(),
               {"had_what",
                meant.size() == 1 ? facts->key(meant.front()) : "",
                {{"person_wanted", person}, {"day", core::to_iso(day)}}},
               now));
  if (meant.empty()) return refuse(core::ErrorKind::not_found, Refusal::no_such_person);
  if (meant.size() > 1) {
    then.choices = choices_of(meant, [&](Index each) {
      const core::Thing thing = reconcile::thing_of_person(graph, each);
      return thing.label + " (" + thing.ref + ")";
    });
    return then;
  }
  const PersonView view = person_view(graph, meant.front());
  then.title = view.name;
  const Decided decided(held, TRY(answers_before(held->store(), held->campaigns, then.moment)));
  then.lines = rights_of(*facts, meant.front(), decided);
  const auto after = TRY(history_after(held, {}, then));
  if (!after) return then;
  const Index later = after->person(view.key);
  compare(then.lines,
          later == kNone ? std::vector<AccessThen::Line>() : rights_of(*after, later, decided),
          [](const AccessThen::Line& line) { return line.right; });
  return then;
}

}  // namespace rettesnor::review
