// The findings as those who mend see them: where they are, who has them, what was noted.
#include <algorithm>
#include <map>
#include <utility>

#include "core/text.h"
#include "review/checks/findings.h"
#include "review/desk_state.h"
#include "review/organisation/deeds.h"
#include "review/organisation/people.h"
#include "review/refusal.h"

namespace rettesnor::review {

namespace {

constexpr std::size_t kLongestNote = 1000;

core::Result<void> check_sees_findings(const Authority& who) {
  if (may(who, Deed::see_findings)) return {};
  return may_not(Refusal::may_not_see_findings);
}

std::string system_of(const core::Thing& thing) {
  if (thing.kind == "account") return thing.ref.substr(0, thing.ref.find('/'));
  if (thing.kind == "entitlement") return thing.ref.substr(0, thing.ref.find(':'));
  return thing.kind == "system" ? thing.ref : "";
}

std::string system_of(const core::Finding& finding) {
  for (const core::Thing* thing : {&finding.subject, &finding.object}) {
    if (std::string system = system_of(*thing); !system.empty()) return system;
  }
  const auto told = finding.values.find("s");
  return told == finding.values.end() ? "" : told->second;
}

/// Units of persons, accounts and units, by key.
class Units {
 public:
  explicit Units(const MomentFacts& now) : now_(now) {
    const reconcile::AccessGraph& graph = now.graph();
    for (Index account = 0; account < graph.accounts.size(); ++account) {
      if (graph.accounts[account].person == kNone) continue;
      owner_.emplace(reconcile::thing_of_account(graph, account).key,
                     graph.accounts[account].person);
    }
  }
  std::string of(const core::Finding& finding) const {
    if (std::string unit = of(finding.subject); !unit.empty()) return unit;
    return of(finding.object);
  }

 private:
  std::string of(const core::Thing& thing) const {
    if (thing.kind == "unit") return thing.label;
    Index person = kNone;
    if (thing.kind == "person") person = now_.person(thing.key);
    if (thing.kind == "account") {
      const auto at = owner_.find(thing.key);
      if (at != owner_.end()) person = at->second;
    }
    return person == kNone ? "" : person_view(now_.graph(), person).unit;
  }
  const MomentFacts& now_;
  std::map<std::string, Index> owner_;
};

/// IT and the security lead, by name.
std::vector<PersonView> menders_of(const reconcile::AccessGraph& graph) {
  std::vector<Index> menders = appointed(graph, "it-drift");
  for (const Index person : appointed(graph, "informationssikkerhedsleder")) {
    if (std::find(menders.begin(), menders.end(), person) == menders.end()) {
      menders.push_back(person);
    }
  }
  std::vector<PersonView> views;
  for (const Index person : menders) views.push_back(person_view(graph, person));
  std::sort(views.begin(), views.end(), [](const PersonView& a, const PersonView& b) {
    const auto order = core::compare_danish(a.name, b.name);
    return order != 0 ? order < 0 : a.key < b.key;
  });
  return views;
}

}  // namespace

core::Result<FindingBoard> checks::finding_board(const Read& held) {
  TRY(check_sees_findings(held.who()));
  const MomentFacts& newest = *TRY(held->newest());
  std::map<std::string, std::vector<core::FindingNote>> notes;
  for (core::FindingNote& note : TRY(held->store().finding_notes())) {
    notes[note.finding].push_back(std::move(note));
  }
  const Units units(newest);
  FindingBoard board;
  board.menders = menders_of(newest.graph());
  for (core::TrackedFinding& tracked : TRY(held->store().findings(store::Store::Which::open))) {
    BoardFinding row;
    row.system = system_of(tracked.finding);
    row.unit = units.of(tracked.finding);
    if (const auto at = notes.find(tracked.id); at != notes.end()) {
      row.earlier.assign(at->second.rbegin(), at->second.rend());
      row.note = row.earlier.front();
      row.earlier.erase(row.earlier.begin());
      row.assignee_name = held->name(row.note->assignee);
      row.noted_by_name = held->name(row.note->noted_by);
    }
    row.tracked = std::move(tracked);
    board.findings.push_back(std::move(row));
  }
  return board;
}

core::Result<core::FindingNote> checks::note_finding(const Change& held, const std::string& finding,
                                                     const std::string& assignee,
                                                     const std::string& text, core::Timestamp now) {
  if (!may(held.who(), Deed::note_findings)) {
    return may_not(Refusal::may_not_note);
  }
  const auto menders = menders_of(TRY(held->newest())->graph());
  const bool is_mender =
      assignee.empty() || std::any_of(menders.begin(), menders.end(),
                                      [&](const PersonView& one) { return one.key == assignee; });
  if (!is_mender) return refuse(core::ErrorKind::refused, Refusal::not_a_mender);
  if (text.size() > kLongestNote) {
    return refuse(core::ErrorKind::invalid_input, Refusal::note_too_long);
  }
  if (assignee.empty() && core::is_blank(text)) {
    return refuse(core::ErrorKind::invalid_input, Refusal::note_says_nothing);
  }
  core::FindingNote note{finding, assignee, core::to_valid_utf8(text), held.who().person(), now};
  audit::Event event{audit::Kind::finding_noted,
                     held.who().person(),
                     {{"finding", finding}, {"assignee", assignee}, {"text", note.text}}};
  return held->store().add_finding_note(std::move(note), event);
}

}  // namespace rettesnor::review
