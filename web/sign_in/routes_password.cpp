// Every wrong answer looks alike to whoever tries; the log knows the true cause.
#include "web/sign_in/routes_password.h"
#include "web/sign_in/pages_sign_in.h"

#include <algorithm>

#include "core/text.h"
#include "review/organisation/persons.h"
#include "web/parts/addresses.h"
#include "web/parts/words.h"
#include "web/sign_in/routes_session.h"
#include "words/refusal.h"

namespace rettesnor::web {
namespace {

using core::ErrorKind;
using core::Result;

constexpr std::chrono::seconds kLongWait{60};
// Names as they are typed, and places in a directory, do not meet in the ladder.
constexpr std::string_view kTyped = "name ";
constexpr std::string_view kPlace = "place ";
constexpr std::string_view kEmergency = "emergency ";

http::Response problem_answer(RequestContext& context, int status, std::string words,
                              const std::string& typed) {
  context.frame.here = kSignIn;
  return sign_in_answer(context, Problem{status, std::move(words), {}}, typed);
}

http::Response wrong(RequestContext& context, const std::string& typed) {
  return problem_answer(context, 401, say(context.frame.language, Word::sign_in_wrong), typed);
}

http::Response must_wait(RequestContext& context, std::chrono::seconds wait,
                         const std::string& typed) {
  const Language language = context.frame.language;
  http::Response answer =
      problem_answer(context, 429,
                     wait > kLongWait ? say(language, Word::sign_in_wait_long)
                                      : say_count(language, Word::sign_in_wait, wait.count()),
                     typed);
  answer.headers.emplace_back("Retry-After", std::to_string(wait.count()));
  return answer;
}

http::Response unanswered(RequestContext& context, const std::string& typed) {
  return problem_answer(context, 503, say(context.frame.language, Word::sign_in_unanswered), typed);
}

/// One try that the ladder has let in. What ends without a verdict counts for nothing.
class Try {
 public:
  Try(RequestContext& context, std::string account, std::string_view manner)
      : visit_(context),
        account_(std::move(account)),
        peer_(http::peer_of(context.request, context.server.peers)),
        manner_(manner) {}

  std::optional<std::chrono::seconds> wait() {
    return throttle().admit(account_, peer_, visit_.door_now);
  }
  /// The same account by another of its names; with its own failures.
  std::optional<std::chrono::seconds> wait_also_as(std::string name) {
    const auto wait = throttle().admit(name, "", visit_.door_now);
    if (wait) {
      no_verdict();
    } else {
      other_ = std::move(name);
    }
    return wait;
  }
  void right() {
    throttle().succeeded(account_, peer_);
    if (!other_.empty()) throttle().succeeded(other_, "");
  }
  void no_verdict() {
    throttle().take_back(account_, peer_);
    if (!other_.empty()) throttle().take_back(other_, "");
  }
  Result<void> wrong(const std::string& typed, const core::Error& cause) {
    const auto& clock = visit_.server.door.ways.clock;
    const core::Timestamp now = clock ? clock() : visit_.door_now;
    throttle().failed(account_, peer_, now);
    if (!other_.empty()) throttle().failed(other_, "", now);
    return note(typed, cause);
  }
  Result<void> note(const std::string& typed, const core::Error& cause) {
    return review::organisation::note(visit_.reviews().enter(), audit::Kind::sign_in_failed,
                                      "system",
                                      {{"manner", manner_},
                                       {"account", core::printable(typed, 100)},
                                       {"cause", core::printable(core::kept(cause), 300)},
                                       {"peer", peer_}},
                                      visit_.now);
  }
  const std::string& peer() const { return peer_; }

 private:
  LoginThrottle& throttle() { return visit_.server.door.throttle; }
  RequestContext& visit_;
  std::string account_;
  std::string other_;
  std::string peer_;
  std::string manner_;
};

Result<PasswordWay::Account> busy() {
  return words::refuse(ErrorKind::unreachable, words::Refusal::too_many_questions);
}

bool is_silence(const core::Error& error) {
  return error.kind != ErrorKind::unauthorized && error.kind != ErrorKind::refused;
}

}  // namespace

Result<http::Response> sign_in_with_password(RequestContext& context) {
  const auto& way = context.server.door.ways.directory;
  if (!way) return words::refuse(ErrorKind::not_found, words::Refusal::no_such_page);
  const std::string typed = context.form.get("name");
  core::Secret password(context.form.get("password"));
  // A directory takes a bind without a password as a success for nobody: it is never sent.
  if (typed.empty() || password.empty()) return wrong(context, typed);
  // Before anything is asked of the directory: who must wait costs nobody anything.
  Try attempt(context, std::string(kTyped) + typed, "directory");
  if (const auto wait = attempt.wait()) return must_wait(context, *wait, typed);
  const OutsidePlace outside(context.server.door);
  const auto account = outside.held() ? way->find(typed) : busy();
  if (!account) {
    attempt.no_verdict();
    return unanswered(context, typed);
  }
  // However the name was typed, the failures of one account are counted together.
  if (const auto wait = attempt.wait_also_as(std::string(kPlace) + account->place)) {
    return must_wait(context, *wait, typed);
  }
  const auto proved = way->prove(*account, std::move(password));
  if (!proved && is_silence(proved.error())) {
    attempt.no_verdict();
    return unanswered(context, typed);
  }
  if (!proved) {
    TRY(attempt.wrong(typed, proved.error()));
    return wrong(context, typed);
  }
  attempt.right();
  Entrant entrant;
  entrant.manner = "directory";
  entrant.back = context.form.get("back");
  return let_in_by_account(context, {way->system, account->login, ProvedAccount::Name::login},
                           std::move(entrant));
}

Result<http::Response> break_glass(RequestContext& context) {
  const auto& way = context.server.door.ways.break_glass;
  if (!way) return words::refuse(ErrorKind::not_found, words::Refusal::no_such_page);
  const std::string typed = context.form.get("name");
  const core::Secret password(context.form.get("password"));
  if (typed.empty() || password.empty()) return wrong(context, "");
  Try attempt(context, std::string(kEmergency) + typed, "break_glass");
  if (const auto wait = attempt.wait()) return must_wait(context, *wait, "");
  // The password is tried whatever the name is, so that the time tells nothing.
  auto proved = way->prove(password);
  if (!proved && is_silence(proved.error())) {
    attempt.no_verdict();
    if (proved.error().kind != ErrorKind::unreachable) TRY(attempt.note(typed, proved.error()));
    return unanswered(context, "");
  }
  if (proved && !same_secret(core::fold(typed), core::fold(way->login))) {
    proved = words::refuse(ErrorKind::unauthorized, words::Refusal::not_emergency_name);
  }
  if (!proved) {
    TRY(attempt.wrong(typed, proved.error()));
    return wrong(context, "");
  }
  attempt.right();
  TRY(review::organisation::note(context.reviews().enter(), audit::Kind::break_glass_used,
                                 way->person, {{"peer", attempt.peer()}}, context.now));
  const Entrant entrant{way->person, "break_glass", {}, {}, context.form.get("back")};
  auto answer = let_in(context, entrant);
  if (answer || answer.error().kind != ErrorKind::not_found) return answer;
  return turn_away_unknown(context, way->person, entrant);
}

}  // namespace rettesnor::web
