// Every wrong answer looks alike to whoever tries; the log knows the true cause.
#include "web/routes_password.h"

#include <algorithm>

#include "core/text.h"
#include "web/addresses.h"
#include "web/routes_session.h"
#include "web/words.h"

namespace rettesnor::web {
namespace {

using core::ErrorKind;
using core::Result;

constexpr std::chrono::seconds kLongWait{60};
// Names as they are typed, and places in a directory, do not meet in the ladder.
constexpr std::string_view kTyped = "name ";
constexpr std::string_view kPlace = "place ";
constexpr std::string_view kEmergency = "emergency ";

Answer problem_answer(Visit& visit, int status, std::string words, const std::string& typed) {
  visit.frame.here = kSignIn;
  return sign_in_answer(visit, Problem{status, std::move(words), {}}, typed);
}

Answer wrong(Visit& visit, const std::string& typed) {
  return problem_answer(visit, 401, say(visit.frame.language, Word::sign_in_wrong), typed);
}

Answer must_wait(Visit& visit, std::chrono::seconds wait, const std::string& typed) {
  const Language language = visit.frame.language;
  Answer answer =
      problem_answer(visit, 429,
                     wait > kLongWait ? say(language, Word::sign_in_wait_long)
                                      : say_count(language, Word::sign_in_wait, wait.count()),
                     typed);
  answer.headers.emplace_back("Retry-After", std::to_string(wait.count()));
  return answer;
}

Answer unanswered(Visit& visit, const std::string& typed) {
  return problem_answer(visit, 503, say(visit.frame.language, Word::sign_in_unanswered), typed);
}

/// One try that the ladder has let in. What ends without a verdict counts for nothing.
class Try {
 public:
  Try(Visit& visit, std::string account, std::string_view manner)
      : visit_(visit),
        account_(std::move(account)),
        peer_(peer_of(visit.request, visit.premises.peers)),
        manner_(manner) {}

  std::optional<std::chrono::seconds> wait() {
    return slowing().admit(account_, peer_, visit_.door_now);
  }
  /// The same account by another of its names; with its own failures.
  std::optional<std::chrono::seconds> wait_also_as(std::string name) {
    const auto wait = slowing().admit(name, "", visit_.door_now);
    if (wait) {
      no_verdict();
    } else {
      other_ = std::move(name);
    }
    return wait;
  }
  void right() {
    slowing().succeeded(account_, peer_);
    if (!other_.empty()) slowing().succeeded(other_, "");
  }
  void no_verdict() {
    slowing().take_back(account_, peer_);
    if (!other_.empty()) slowing().take_back(other_, "");
  }
  Result<void> note(const std::string& typed, const core::Error& cause) {
    return visit_.reviews().note("sign_in_failed", "system",
                                 {{"manner", manner_},
                                  {"account", core::printable(typed, 100)},
                                  {"cause", core::printable(cause.message, 300)},
                                  {"peer", peer_}},
                                 visit_.now);
  }
  const std::string& peer() const { return peer_; }

 private:
  Slowing& slowing() { return visit_.premises.door.slowing; }
  Visit& visit_;
  std::string account_;
  std::string other_;
  std::string peer_;
  std::string manner_;
};

Result<PasswordWay::Account> busy() {
  return core::fail(ErrorKind::unreachable, "as many questions as may be are open");
}

bool is_silence(const core::Error& error) {
  return error.kind != ErrorKind::unauthorized && error.kind != ErrorKind::refused;
}

}  // namespace

Result<Answer> sign_in_with_password(Visit& visit) {
  const auto& way = visit.premises.door.ways.directory;
  if (!way) return core::fail(ErrorKind::not_found, "");
  const std::string typed = visit.form.get("name");
  core::Secret password(visit.form.get("password"));
  // A directory takes a bind without a password as a success for nobody: it is never sent.
  if (typed.empty() || password.empty()) return wrong(visit, typed);
  // Before anything is asked of the directory: who must wait costs nobody anything.
  Try attempt(visit, std::string(kTyped) + typed, "directory");
  if (const auto wait = attempt.wait()) return must_wait(visit, *wait, typed);
  const OutsidePlace outside(visit.premises.door);
  const auto account = outside.held() ? way->find(typed) : busy();
  if (!account) {
    attempt.no_verdict();
    return unanswered(visit, typed);
  }
  // However the name was typed, the failures of one account are counted together.
  if (const auto wait = attempt.wait_also_as(std::string(kPlace) + account->place)) {
    return must_wait(visit, *wait, typed);
  }
  const auto proved = way->prove(*account, std::move(password));
  if (!proved && is_silence(proved.error())) {
    attempt.no_verdict();
    return unanswered(visit, typed);
  }
  if (!proved) {
    TRY(attempt.note(typed, proved.error()));
    return wrong(visit, typed);
  }
  attempt.right();
  Entrant entrant;
  entrant.manner = "directory";
  entrant.back = visit.form.get("back");
  return let_in_by_account(visit, {way->system, account->login, ProvedAccount::Name::login},
                           std::move(entrant));
}

Result<Answer> break_glass(Visit& visit) {
  const auto& way = visit.premises.door.ways.break_glass;
  if (!way) return core::fail(ErrorKind::not_found, "");
  const std::string typed = visit.form.get("name");
  const core::Secret password(visit.form.get("password"));
  if (typed.empty() || password.empty()) return wrong(visit, "");
  Try attempt(visit, std::string(kEmergency) + typed, "break_glass");
  if (const auto wait = attempt.wait()) return must_wait(visit, *wait, "");
  // The password is tried whatever the name is, so that the time tells nothing.
  auto proved = way->prove(password);
  if (!proved && is_silence(proved.error())) {
    attempt.no_verdict();
    if (proved.error().kind != ErrorKind::unreachable) TRY(attempt.note(typed, proved.error()));
    return unanswered(visit, "");
  }
  if (proved && !same_secret(core::fold(typed), core::fold(way->login))) {
    proved = core::fail(ErrorKind::unauthorized, "not the name of the emergency account");
  }
  if (!proved) {
    TRY(attempt.note(typed, proved.error()));
    return wrong(visit, "");
  }
  attempt.right();
  TRY(visit.reviews().note("break_glass_used", way->person, {{"peer", attempt.peer()}}, visit.now));
  return let_in(visit, {way->person, "break_glass", {}, {}, visit.form.get("back")});
}

}  // namespace rettesnor::web
