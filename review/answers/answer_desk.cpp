// Queueing answers, and keeping those that waited with one write.
#include "review/answers/answer_desk.h"

#include <set>
#include <tuple>
#include <utility>

#include "review/answers/answering.h"
#include "review/desk_state.h"

namespace rettesnor::review {

namespace {

/// A write that is so long that nobody notices.
constexpr std::size_t kMostTogether = 64;

}  // namespace

void AnswerDesk::put(WaitingAnswer& answer) {
  const std::lock_guard lock(mutex_);
  waiting_.push_back(&answer);
}

std::vector<WaitingAnswer*> AnswerDesk::take(std::size_t most) {
  const std::lock_guard lock(mutex_);
  std::vector<WaitingAnswer*> taken, left;
  std::set<std::pair<std::string, std::string>> rights;
  std::set<std::string> keys;
  for (WaitingAnswer* answer : waiting_) {
    const GivenAnswer& given = answer->given;
    const bool fits = taken.size() < most &&
                      (taken.empty() || taken.front()->given.campaign == given.campaign) &&
                      !rights.contains({given.subject, given.entitlement}) &&
                      !keys.contains(given.idempotency_key);
    if (!fits) {
      left.push_back(answer);
      continue;
    }
    rights.emplace(given.subject, given.entitlement);
    keys.insert(given.idempotency_key);
    taken.push_back(answer);
  }
  waiting_ = std::move(left);
  return taken;
}

namespace {

/// Gives each its outcome; what can be kept is kept in one write.
void keep_together(const Change& held, const std::vector<WaitingAnswer*>& answers) {
  std::vector<WaitingAnswer*> sound;
  std::vector<core::Decision> decisions;
  CampaignRoom* in = nullptr;
  for (WaitingAnswer* answer : answers) {
    const auto checked_answer = [&]() -> core::Result<core::Decision> {
      TRY(held->newest());
      in = TRY(held->room(answer->given.campaign));
      return checked(held, *in, answer->who, answer->given, AnswerManner::single, answer->at);
    };
    core::Result<core::Decision> decision = checked_answer();
    if (!decision) {
      answer->outcome = std::move(decision);
      continue;
    }
    sound.push_back(answer);
    decisions.push_back(std::move(*decision));
  }
  if (sound.empty()) return;
  auto kept = keep(held, *in, decisions);
  if (kept) {
    for (std::size_t i = 0; i < sound.size(); ++i) sound[i]->outcome = std::move((*kept)[i]);
    return;
  }
  if (sound.size() == 1) {
    sound.front()->outcome = tl::unexpected(std::move(kept).error());
    return;
  }
  // One of them may be the cause: the others are not to suffer for it.
  for (std::size_t i = 0; i < sound.size(); ++i) {
    auto alone = keep(held, *in, {decisions[i]});
    if (alone) {
      sound[i]->outcome = std::move(alone->front());
    } else {
      sound[i]->outcome = tl::unexpected(std::move(alone).error());
    }
  }
}

}  // namespace

core::Result<core::Decision> answers::give(Desk& desk, const Authority& who,
                                           const GivenAnswer& given, core::Timestamp now) {
  WaitingAnswer mine{who, given, now, std::nullopt};
  desk.answers().put(mine);
  // While another's write is under way, answers gather here; who comes in next keeps them all.
  const Change held = desk.enter(who);
  while (!mine.outcome) keep_together(held, desk.answers().take(kMostTogether));
  return std::move(*mine.outcome);
}

}  // namespace rettesnor::review
