// Sends a browser to the provider and takes it in again.
#include "web/sign_in/routes_openid.h"
#include "web/sign_in/pages_sign_in.h"

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

Result<const OpenIdWay*> openid_of(const RequestContext& context) {
  const auto& way = context.server.door.ways.openid;
  if (!way) return words::refuse(ErrorKind::not_found, words::Refusal::no_such_page);
  return &*way;
}

http::Response problem_answer(RequestContext& context, int status, Word word) {
  // The address holds a code, which no form should carry on.
  context.frame.here = kSignIn;
  return sign_in_answer(context, Problem{status, say(context.frame.language, word), {}});
}

/// For the log: never the code or a token.
Result<http::Response> failed(RequestContext& context, const core::Error& error) {
  const bool unanswered = error.kind == ErrorKind::unreachable || error.kind == ErrorKind::corrupt;
  TRY(review::organisation::note(context.reviews().enter(), audit::Kind::sign_in_failed, "system",
                                 {{"manner", "openid"},
                                  {"cause", core::printable(core::kept(error), 300)},
                                  {"peer", http::peer_of(context.request, context.server.peers)}},
                                 context.now));
  if (unanswered) return problem_answer(context, 503, Word::sign_in_unanswered);
  return problem_answer(context, 403, Word::sign_in_not_through);
}

}  // namespace

Result<http::Response> leave_for_provider(RequestContext& context) {
  const OpenIdWay& way = *TRY(openid_of(context));
  const std::string back = safe_return(context.query.get("back"));
  if (context.who) return see_other(back);
  const OutsidePlace place(context.server.door);
  if (!place.held()) return problem_answer(context, 503, Word::sign_in_unanswered);
  auto trip = way.begin();
  // Not logged: whoever is not signed in could fill the log with it.
  if (!trip) return problem_answer(context, 503, Word::sign_in_unanswered);
  http::Response answer = see_other(trip->address);
  if (context.session_id.empty()) {
    context.session_id = context.server.sessions.begin("", context.door_now).id;
    answer.headers.emplace_back(
        "Set-Cookie", http::set_session_cookie(context.server.transport, context.session_id));
  }
  context.server.door.under_way.keep({std::move(*trip), back}, context.session_id,
                                     context.door_now);
  return answer;
}

Result<http::Response> come_back_from_provider(RequestContext& context) {
  const OpenIdWay& way = *TRY(openid_of(context));
  context.frame.here = kSignIn;
  const auto kept = context.server.door.under_way.take(context.query.get("state"),
                                                       context.session_id, context.door_now);
  if (!kept) {
    // Somebody who reloads or goes back while she is in already has lost nothing.
    if (context.who) return see_other(std::string(kStart));
    return problem_answer(context, 403, Word::sign_in_not_through);
  }
  const std::string code = context.query.get("code");
  if (code.empty()) {
    return failed(context,
                  words::refuse(ErrorKind::refused, words::Refusal::provider_says,
                                {{"text", core::printable(context.query.get("error"), 60)}})
                      .value());
  }
  std::optional<Result<OpenIdWay::Proof>> proof;
  {
    const OutsidePlace place(context.server.door);
    if (!place.held()) return problem_answer(context, 503, Word::sign_in_unanswered);
    proof = way.finish(kept->trip, code);
  }
  if (!*proof) return failed(context, proof->error());
  Entrant entrant;
  entrant.manner = "openid";
  entrant.facts = {{"subject", (*proof)->ties.subject}};
  entrant.ties = (*proof)->ties;
  entrant.back = kept->back;
  return let_in_by_account(context, (*proof)->account, std::move(entrant));
}

Result<http::Response> end_for_provider(RequestContext& context) {
  const OpenIdWay& way = *TRY(openid_of(context));
  const auto ended = way.ended(context.form.get("logout_token"));
  if (!ended) {
    const int status = ended.error().kind == ErrorKind::unreachable ? 503 : 400;
    return http::Response{
        status, {}, "text/plain; charset=utf-8", "The logout token is not accepted.\n"};
  }
  for (const std::string& person :
       context.server.sessions.end_of_provider(ended->subject, ended->session)) {
    TRY(review::organisation::note(context.reviews().enter(), audit::Kind::signed_out, person,
                                   {{"manner", "provider"}}, context.now));
  }
  return http::Response{200, {}, "text/plain; charset=utf-8", ""};
}

}  // namespace rettesnor::web
