// IT hands an account that nobody stands behind to who answers for its system, and she answers.
#include <algorithm>
#include <utility>

#include "reconcile/rights.h"
#include "review/accounts/account_word.h"
#include "review/accounts/accounts.h"
#include "review/campaigns/advice.h"
#include "review/desk_state.h"
#include "review/organisation/deeds.h"
#include "review/organisation/people.h"
#include "review/organisation/route.h"
#include "review/refusal.h"

namespace rettesnor::review {

namespace {

using core::ErrorKind;
using core::OwnerQuestion;
using core::OwnerVerdict;
using reconcile::AccessGraph;

/// What can be done with it, most serious first.
std::vector<Index> rights_of(const AccessGraph& graph, Index account) {
  const reconcile::Csr of_account = reconcile::entitlements_of_accounts(graph, {&account, 1});
  std::vector<Index> rights(of_account[0].begin(), of_account[0].end());
  std::stable_sort(rights.begin(), rights.end(), [&](Index a, Index b) {
    return sensitivity_of(graph, a) > sensitivity_of(graph, b);
  });
  return rights;
}

/// Of the newest moment; nullopt: nobody has to look at that account (any longer).
std::optional<Orphan> orphan_with_key(const AccessGraph& graph, const std::string& account) {
  for (Orphan& orphan : orphans_of(graph)) {
    if (orphan.account.key == account) return std::move(orphan);
  }
  return std::nullopt;
}

/// Who answers for its system; never the person whose account it is.
Index asked_about(const AccessGraph& graph, Index account) {
  const Index owner = route_in_system(graph, graph.accounts[account].system).reviewer;
  return owner == graph.accounts[account].person ? kNone : owner;
}

/// Every question without an answer that somebody has to give.
core::Result<std::vector<OwnerQuestionView>> waiting_questions(const Read& held) {
  const MomentFacts& facts = *TRY(held->newest());
  const AccessGraph& graph = facts.graph();
  std::vector<OwnerQuestionView> views;
  std::vector<OwnerQuestion> questions = TRY(held->store().owner_questions());
  std::erase_if(questions, [](const OwnerQuestion& each) { return each.answer.has_value(); });
  if (questions.empty()) return views;
  for (Orphan& orphan : orphans_of(graph)) {
    const Index owner = asked_about(graph, orphan.place);
    if (owner == kNone) continue;
    for (const OwnerQuestion& question : questions) {
      if (question.account != orphan.account.key) continue;
      OwnerQuestionView view{.owner = facts.key(owner),
                             .question = question,
                             .orphan = orphan,
                             .person = {},
                             .asked_by = held->name(question.asked_by),
                             .rights = {},
                             .last_use = std::nullopt};
      const Index held_by = graph.accounts[orphan.place].person;
      if (held_by != kNone) view.person = person_view(graph, held_by);
      for (const Index right : rights_of(graph, orphan.place)) {
        view.rights.emplace_back(graph.entitlements[right].name);
        if (view.last_use) continue;
        view.last_use = use_of(facts, Holder::of_account(orphan.place), right).last;
      }
      views.push_back(std::move(view));
    }
  }
  return views;
}

/// What IT asked who answers for a system, and waits for this person by now.
core::Result<std::vector<OwnerQuestionView>> questions_to(const Read& held,
                                                          const std::string& person) {
  const MomentFacts& facts = *TRY(held->newest());
  auto questions = TRY(waiting_questions(held));
  std::erase_if(questions,
                [&](const OwnerQuestionView& each) { return !facts.is_same(each.owner, person); });
  return questions;
}

}  // namespace

core::Result<std::vector<OwnerQuestionView>> accounts::owner_questions(const Read& held) {
  return waiting_questions(held);
}

core::Result<std::vector<OwnerQuestionView>> accounts::questions_to_owner(const Read& held) {
  return questions_to(held, held.who().person());
}

core::Result<OwnerQuestion> accounts::ask_owner(const Change& held, const std::string& account,
                                                const std::string& words, core::Timestamp now) {
  if (!may(held.who(), Deed::ask_owners)) return may_not(Refusal::may_not_ask_owner);
  const MomentFacts& facts = *TRY(held->newest());
  const AccessGraph& graph = facts.graph();
  OwnerQuestion question;
  question.account = account;
  question.asked_by = held.who().person();
  question.words = TRY(told_reason(words));
  question.asked_at = now;
  const auto orphan = orphan_with_key(graph, account);
  if (!orphan) return refuse(ErrorKind::not_found, Refusal::link_unknown);
  const Index owner = asked_about(graph, orphan->place);
  if (owner == kNone) return refuse(ErrorKind::conflict, Refusal::owner_is_nobody);
  question.asked = facts.key(owner);
  if (facts.is_same(question.asked, held.who().person())) {
    return refuse(ErrorKind::refused, Refusal::owner_yourself);
  }
  for (const OwnerQuestion& earlier : TRY(held->store().owner_questions())) {
    if (earlier.account == account && !earlier.answer) {
      return refuse(ErrorKind::conflict, Refusal::owner_asked_already,
                    {{"who", held->name(earlier.asked)}});
    }
  }
  audit::Event event{audit::Kind::owner_asked,
                     held.who().person(),
                     {{"account", account},
                      {"person", question.asked},
                      {"question", ""},
                      {"text", question.words}}};
  return held->store().add_owner_question(std::move(question), std::move(event));
}

core::Result<void> accounts::answer_as_owner(const Change& held, const OwnerReply& reply,
                                             core::Timestamp now) {
  const MomentFacts& facts = *TRY(held->newest());
  const AccessGraph& graph = facts.graph();
  const auto waiting = TRY(questions_to(held, held.who().person()));
  const auto view = std::find_if(
      waiting.begin(), waiting.end(),
      [&](const OwnerQuestionView& each) { return each.question.id == reply.question; });
  if (view == waiting.end()) return refuse(ErrorKind::not_found, Refusal::owner_not_asked);
  if (facts.is_same(view->question.asked_by, held.who().person())) {
    return refuse(ErrorKind::refused, Refusal::owner_yourself);
  }
  std::string why = TRY(told_reason(reply.words));
  core::OwnerAnswer answer{reply.verdict, std::nullopt, std::move(why), held.who().person(), now};
  audit::Event event{audit::Kind::owner_answered,
                     held.who().person(),
                     {{"account", view->question.account},
                      {"question", std::to_string(reply.question)},
                      {"answer", std::string(core::name_of(reply.verdict))},
                      {"text", answer.words}}};
  std::optional<store::LinkWord> word;
  if (reply.verdict == OwnerVerdict::stands) {
    const Index person = facts.person(held.who().person());
    if (person == kNone) return refuse(ErrorKind::not_found, Refusal::owner_not_asked);
    const core::Date until = reply.until.value_or(core::Date());
    TRY(check_acceptance(graph, view->orphan.place, person, until));
    answer.until = until;
    event.facts["until"] = core::to_iso(until);
    // Two people stand behind it: who asked, and she who answers for it.
    word = link_word(graph, view->orphan.place, person);
    word->decided_by = view->question.asked_by;
    word->reason = answer.words;
    word->when = now;
    word->accepted_until = until;
  }
  return held->store().answer_owner_question(reply.question, answer, word, event);
}

}  // namespace rettesnor::review
