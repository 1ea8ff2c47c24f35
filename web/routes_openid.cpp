// Sends a browser to the provider and takes it in again.
#include "web/routes_openid.h"

#include "core/text.h"
#include "web/addresses.h"
#include "web/routes_session.h"
#include "web/words.h"

namespace rettesnor::web {
namespace {

using core::ErrorKind;
using core::Result;

Result<const OpenIdWay*> openid_of(const Visit& visit) {
  const auto& way = visit.premises.door.ways.openid;
  if (!way) return core::fail(ErrorKind::not_found, "");
  return &*way;
}

Answer problem_answer(Visit& visit, int status, Word word) {
  // The address holds a code, which no form should carry on.
  visit.frame.here = kSignIn;
  return sign_in_answer(visit, Problem{status, say(visit.frame.language, word), {}});
}

/// For the log: never the code or a token.
Result<Answer> failed(Visit& visit, const core::Error& error) {
  const bool unanswered = error.kind == ErrorKind::unreachable || error.kind == ErrorKind::corrupt;
  TRY(visit.reviews().note("sign_in_failed", "system",
                           {{"manner", "openid"},
                            {"cause", core::printable(error.message, 300)},
                            {"peer", peer_of(visit.request, visit.premises.peers)}},
                           visit.now));
  if (unanswered) return problem_answer(visit, 503, Word::sign_in_unanswered);
  return problem_answer(visit, 403, Word::sign_in_not_through);
}

}  // namespace

Result<Answer> leave_for_provider(Visit& visit) {
  const OpenIdWay& way = *TRY(openid_of(visit));
  const std::string back = safe_return(visit.query.get("back"));
  if (visit.who) return see_other(back);
  const OutsidePlace place(visit.premises.door);
  if (!place.held()) return problem_answer(visit, 503, Word::sign_in_unanswered);
  auto trip = way.begin();
  // Not logged: whoever is not signed in could fill the log with it.
  if (!trip) return problem_answer(visit, 503, Word::sign_in_unanswered);
  Answer answer = see_other(trip->address);
  if (visit.session_id.empty()) {
    visit.session_id = visit.premises.sessions.begin("", visit.door_now).id;
    answer.headers.emplace_back("Set-Cookie",
                                set_session_cookie(visit.premises.transport, visit.session_id));
  }
  visit.premises.door.under_way.keep({std::move(*trip), back}, visit.session_id, visit.door_now);
  return answer;
}

Result<Answer> come_back_from_provider(Visit& visit) {
  const OpenIdWay& way = *TRY(openid_of(visit));
  visit.frame.here = kSignIn;
  const auto kept = visit.premises.door.under_way.take(visit.query.get("state"), visit.session_id,
                                                       visit.door_now);
  if (!kept) {
    // Somebody who reloads or goes back while she is in already has lost nothing.
    if (visit.who) return see_other(std::string(kStart));
    return problem_answer(visit, 403, Word::sign_in_not_through);
  }
  const std::string code = visit.query.get("code");
  if (code.empty()) {
    return failed(visit, {ErrorKind::refused, "the OpenID provider says " +
                                                  core::printable(visit.query.get("error"), 60)});
  }
  std::optional<Result<OpenIdWay::Proof>> proof;
  {
    const OutsidePlace place(visit.premises.door);
    if (!place.held()) return problem_answer(visit, 503, Word::sign_in_unanswered);
    proof = way.finish(kept->trip, code);
  }
  if (!*proof) return failed(visit, proof->error());
  Entrant entrant;
  entrant.manner = "openid";
  entrant.facts = {{"subject", (*proof)->ties.subject}};
  entrant.ties = (*proof)->ties;
  entrant.back = kept->back;
  return let_in_by_account(visit, (*proof)->account, std::move(entrant));
}

Result<Answer> end_for_provider(Visit& visit) {
  const OpenIdWay& way = *TRY(openid_of(visit));
  const auto ended = way.ended(visit.form.get("logout_token"));
  if (!ended) {
    const int status = ended.error().kind == ErrorKind::unreachable ? 503 : 400;
    return Answer{status, {}, "text/plain; charset=utf-8", "The logout token is not accepted.\n"};
  }
  for (const std::string& person :
       visit.premises.sessions.end_of_provider(ended->subject, ended->session)) {
    TRY(visit.reviews().note("signed_out", person, {{"manner", "provider"}}, visit.now));
  }
  return Answer{200, {}, "text/plain; charset=utf-8", ""};
}

}  // namespace rettesnor::web
