// The work list of orphaned accounts as IT sees it, and IT's word on whose account one is.
#include <algorithm>
#include <tuple>

#include "core/text.h"
#include "reconcile/acceptance.h"
#include "review/order_targets.h"
#include "review/orphans.h"
#include "review/people.h"
#include "review/refusal.h"
#include "review/state.h"

namespace rettesnor::review {

namespace {

using reconcile::AccessGraph;

constexpr std::size_t kLongestReason = 1000;

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

std::string owner_of(const AccessGraph& graph, Index account) {
  const policies::System* rule = graph.systems[graph.accounts[account].system].rule;
  if (rule == nullptr || rule->owner.empty()) return {};
  const Index owner = graph.person_by_employee_no(rule->owner);
  return owner == kNone ? std::string() : person_view(graph, owner).name;
}

core::Result<void> check_may_see(const Authority& who) {
  if (!who.has(ProductRole::it_operations) && !who.has(ProductRole::security_lead) &&
      !who.has(ProductRole::auditor)) {
    return may_not("Only IT, the security lead and auditors see orphaned accounts");
  }
  return {};
}

/// May it stand until then, for `person` to answer for?
core::Result<void> check_acceptance(const AccessGraph& graph, Index account, Index person,
                                    core::Date until) {
  if (until < graph.today || until > graph.today + kLongestAcceptance) {
    return refuse(core::ErrorKind::invalid_input, Refusal::accepted_day);
  }
  if (graph.accounts[account].person != kNone) {
    return refuse(core::ErrorKind::conflict, Refusal::accepted_not_nobodys);
  }
  if (!graph.persons[person].current) {
    return refuse(core::ErrorKind::invalid_input, Refusal::accepted_by_who_left);
  }
  return {};
}

}  // namespace

core::Result<std::vector<OrphanLine>> Recertification::orphans(const Authority& who) const {
  const std::lock_guard lock(state_->mutex);
  TRY(check_may_see(who));
  const AccessGraph& graph = TRY(state_->newest())->graph();
  std::vector<OrphanLine> lines;
  for (Orphan& orphan : orphans_of(graph)) {
    OrphanLine line;
    const Index account = orphan.place;
    for (const Index candidate : graph.accounts[account].candidates) {
      line.candidates.push_back(person_view(graph, candidate));
    }
    const Index person = graph.accounts[account].person;
    if (person != kNone) line.person = person_view(graph, person);
    line.owner = owner_of(graph, account);
    line.orphan = std::move(orphan);
    lines.push_back(std::move(line));
  }
  return lines;
}

core::Result<std::vector<AcceptedAccount>> Recertification::accepted_accounts(
    const Authority& who) const {
  const std::lock_guard lock(state_->mutex);
  TRY(check_may_see(who));
  auto lines = accepted_of(TRY(state_->newest())->graph());
  for (AcceptedAccount& line : lines) line.decided_by = state_->name(line.decided_by);
  return lines;
}

core::Result<void> Recertification::settle_account(const Authority& who, const AccountWord& word,
                                                   core::Timestamp now) {
  const std::lock_guard lock(state_->mutex);
  if (!who.has(ProductRole::it_operations)) return may_not("Only IT says whose account one is");
  if (is_blank(word.reason) || word.reason.size() > kLongestReason) {
    return refuse(core::ErrorKind::invalid_input, Refusal::link_reason);
  }
  const MomentFacts& newest = *TRY(state_->newest());
  const AccessGraph& graph = newest.graph();
  const Index account = account_with_key(graph, word.account);
  const Index person = newest.person(word.person);
  if (account == kNone || person == kNone) {
    return refuse(core::ErrorKind::not_found, Refusal::link_unknown);
  }
  if (newest.is_same(word.person, who.person())) {
    return refuse(core::ErrorKind::refused,
                  word.accepted_until ? Refusal::accepted_self : Refusal::link_self);
  }
  if (word.accepted_until) TRY(check_acceptance(graph, account, person, *word.accepted_until));
  const core::SnapshotObject& object = graph.snapshot->objects[graph.persons[person].object];
  store::LinkWord kept;
  kept.system = graph.systems[graph.accounts[account].system].name;
  kept.account = graph.accounts[account].natural_id;
  kept.person_source = graph.snapshot->sources[object.source].name;
  kept.person = object.natural_id;
  kept.decided_by = who.person();
  kept.reason = core::to_valid_utf8(word.reason);
  kept.when = now;
  kept.accepted_until = word.accepted_until;
  audit::Event event{word.accepted_until ? "account_accepted" : "link_settled",
                     who.person(),
                     {{"account", word.account}, {"person", word.person}, {"reason", kept.reason}}};
  if (word.accepted_until) event.facts["until"] = core::to_iso(*word.accepted_until);
  return state_->store.settle_link(kept, event);
}

}  // namespace rettesnor::review
