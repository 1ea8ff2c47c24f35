// The work list of orphaned accounts as IT sees it, and IT's word on whose account one is.
#include <map>

#include "reconcile/acceptance.h"
#include "review/accounts/account_word.h"
#include "review/accounts/accounts.h"
#include "review/accounts/orphans.h"
#include "review/desk_state.h"
#include "review/orders/order_targets.h"
#include "review/organisation/deeds.h"
#include "review/organisation/people.h"
#include "review/organisation/route.h"
#include "review/refusal.h"

namespace rettesnor::review {

namespace {

using reconcile::AccessGraph;

std::string owner_of(const AccessGraph& graph, Index account) {
  const Index owner = route_in_system(graph, graph.accounts[account].system).reviewer;
  return owner == kNone ? std::string() : person_view(graph, owner).name;
}

core::Result<void> check_may_see(const Authority& who) {
  if (!may(who, Deed::see_orphans)) {
    return may_not(Refusal::may_not_see_orphans);
  }
  return {};
}

}  // namespace

core::Result<std::vector<OrphanLine>> accounts::orphans(const Read& held) {
  TRY(check_may_see(held.who()));
  const AccessGraph& graph = TRY(held->newest())->graph();
  std::map<std::string, core::OwnerQuestion> asked;
  for (core::OwnerQuestion& each : TRY(held->store().owner_questions())) {
    std::string account = each.account;
    asked.insert_or_assign(std::move(account), std::move(each));
  }
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
    if (const auto at = asked.find(orphan.account.key); at != asked.end()) {
      const core::OwnerQuestion& question = at->second;
      line.owner_word = OwnerWord{question, held->name(question.asked),
                                  question.answer ? held->name(question.answer->by) : ""};
    }
    line.orphan = std::move(orphan);
    lines.push_back(std::move(line));
  }
  return lines;
}

core::Result<std::vector<AcceptedAccount>> accounts::accepted_accounts(const Read& held) {
  TRY(check_may_see(held.who()));
  auto lines = accepted_of(TRY(held->newest())->graph());
  for (AcceptedAccount& line : lines) line.decided_by = held->name(line.decided_by);
  return lines;
}

core::Result<void> accounts::settle_account(const Change& held, const AccountWord& word,
                                            core::Timestamp now) {
  if (!may(held.who(), Deed::settle_orphans)) return may_not(Refusal::may_not_link);
  const std::string reason = TRY(told_reason(word.reason));
  const MomentFacts& newest = *TRY(held->newest());
  const AccessGraph& graph = newest.graph();
  const Index account = account_with_key(graph, word.account);
  const Index person = newest.person(word.person);
  if (account == kNone || person == kNone) {
    return refuse(core::ErrorKind::not_found, Refusal::link_unknown);
  }
  if (newest.is_same(word.person, held.who().person())) {
    return refuse(core::ErrorKind::refused,
                  word.accepted_until ? Refusal::accepted_self : Refusal::link_self);
  }
  if (word.accepted_until) TRY(check_acceptance(graph, account, person, *word.accepted_until));
  store::LinkWord kept = link_word(graph, account, person);
  kept.decided_by = held.who().person();
  kept.reason = reason;
  kept.when = now;
  kept.accepted_until = word.accepted_until;
  audit::Event event{
      word.accepted_until ? audit::Kind::account_accepted : audit::Kind::link_settled,
      held.who().person(),
      {{"account", word.account}, {"person", word.person}, {"reason", kept.reason}}};
  if (word.accepted_until) event.facts["until"] = core::to_iso(*word.accepted_until);
  return held->store().settle_link(kept, event);
}

}  // namespace rettesnor::review
