// Begins and ends sessions.
#include "web/sign_in/routes_session.h"
#include "review/accounts/accounts.h"
#include "review/organisation/persons.h"
#include "web/sign_in/pages_sign_in.h"

#include <algorithm>

#include "web/parts/addresses.h"
#include "words/refusal.h"

namespace rettesnor::web {
namespace {

using core::Result;

bool personas_are_on(const RequestContext& context) {
  return context.server.settings.demo == ServerSettings::Demo::personas;
}

std::vector<review::PersonView> personas(const RequestContext& context) {
  if (!personas_are_on(context)) return {};
  return review::accounts::personas(context.reviews().look());
}

std::string wanted_back(const RequestContext& context) {
  const std::string wanted =
      context.request.method == "POST" ? context.form.get("back") : context.query.get("back");
  return safe_return(wanted);
}

/// Where the provider's own session is ended; empty when it is not his, or he does not answer.
std::string provider_end(const RequestContext& context, const ProviderTies& ties) {
  const auto& way = context.server.door.ways.openid;
  if (!way || ties.subject.empty()) return {};
  return way->end_address(ties.id_token).value_or("");
}

}  // namespace

http::Response sign_in_answer(RequestContext& context, const std::optional<Problem>& problem,
                              const std::string& typed) {
  const WaysIn& ways = context.server.door.ways;
  std::string cookie;
  if (context.session_id.empty()) {
    // The form's token needs a session to belong to, although nobody is in it yet.
    const Sessions::Begun begun = context.server.sessions.begin("", context.door_now);
    context.session_id = begun.id;
    context.frame.csrf = begun.session.csrf;
    cookie = http::set_session_cookie(context.server.transport, begun.id);
  }
  const SignInOffer offer{.personas = personas(context),
                          .openid_name = ways.openid ? ways.openid->name : "",
                          .directory = ways.directory.has_value(),
                          .break_glass = ways.break_glass.has_value(),
                          .back = wanted_back(context),
                          .typed = typed};
  http::Response answer =
      page_answer(sign_in_page(context.frame, offer, problem), problem ? problem->status : 200);
  if (!cookie.empty()) answer.headers.emplace_back("Set-Cookie", cookie);
  return answer;
}

Result<http::Response> show_sign_in(RequestContext& context) {
  if (context.who) return see_other(wanted_back(context));
  return sign_in_answer(context, std::nullopt);
}

Result<http::Response> let_in(RequestContext& context, const Entrant& entrant) {
  TRY(review::organisation::authority(context.reviews().look(), entrant.person));
  auto facts = entrant.facts;
  facts["manner"] = entrant.manner;
  TRY(review::organisation::note(context.reviews().enter(), audit::Kind::signed_in, entrant.person,
                                 facts, context.now));
  // A new id: one that somebody planted before sign-in is worth nothing after it.
  context.server.sessions.end(context.session_id);
  const Sessions::Begun begun =
      context.server.sessions.begin(entrant.person, context.door_now, entrant.ties);
  http::Response answer = see_other(safe_return(entrant.back));
  answer.headers.emplace_back("Set-Cookie",
                              http::set_session_cookie(context.server.transport, begun.id));
  return answer;
}

Result<http::Response> turn_away_unknown(RequestContext& context, const std::string& account,
                                         const Entrant& entrant) {
  auto facts = entrant.facts;
  facts["manner"] = entrant.manner;
  facts["account"] = account;
  TRY(review::organisation::note(context.reviews().enter(), audit::Kind::sign_in_unknown, "system",
                                 facts, context.now));
  context.frame.here = kSignIn;
  return page_answer(not_known_page(context.frame, account, provider_end(context, entrant.ties)),
                     403);
}

Result<http::Response> let_in_by_account(RequestContext& context, const ProvedAccount& account,
                                         Entrant entrant) {
  using Name = review::AccountName;
  const Name kind =
      account.kind == ProvedAccount::Name::login ? Name::login : Name::user_principal_name;
  auto person = review::organisation::person_of_account(context.reviews().look(), account.system,
                                                        kind, account.name);
  if (person) {
    entrant.person = std::move(*person);
    auto answer = let_in(context, entrant);
    if (answer || answer.error().kind != core::ErrorKind::not_found) return answer;
    person = tl::unexpected(std::move(answer).error());
  }
  if (person.error().kind != core::ErrorKind::not_found) return tl::unexpected(person.error());
  return turn_away_unknown(context, account.system + "/" + account.name, entrant);
}

Result<http::Response> sign_in(RequestContext& context) {
  const std::string person = context.form.get("persona");
  const auto offered = personas(context);
  const bool is_offered = std::any_of(offered.begin(), offered.end(),
                                      [&](const auto& one) { return one.key == person; });
  if (!is_offered) {
    return words::refuse(core::ErrorKind::refused, words::Refusal::nobody_signs_in_as);
  }
  return let_in(context, {person, "persona", {}, {}, context.form.get("back")});
}

Result<http::Response> sign_out(RequestContext& context) {
  if (context.who) {
    TRY(review::organisation::note(context.reviews().enter(), audit::Kind::signed_out,
                                   context.who->person(), {}, context.now));
  }
  context.server.sessions.end(context.session_id);
  const std::string onward = provider_end(context, context.ties);
  http::Response answer = see_other(std::string(kSignIn));
  if (!onward.empty()) {
    Frame frame = context.frame;
    frame.person_name.clear();
    frame.csrf.clear();
    answer = page_answer(signed_out_page(frame, context.server.door.ways.openid->name, onward));
    // Not a redirect: it would still belong to our form, which may lead to our own pages alone.
    answer.headers.emplace_back("Refresh", "0; url=" + onward);
  }
  answer.headers.emplace_back("Set-Cookie", http::end_session_cookie(context.server.transport));
  return answer;
}

Result<http::Response> choose_language(RequestContext& context) {
  const std::string language = context.form.get("language");
  if (language != "da" && language != "en") {
    return words::refuse(core::ErrorKind::invalid_input, words::Refusal::which_language);
  }
  // Mails follow what she chose; the page does so whatever becomes of that.
  if (context.who)
    static_cast<void>(review::organisation::choose_language(context.enter(), language));
  http::Response answer = see_other(safe_return(context.form.get("back")));
  answer.headers.emplace_back("Set-Cookie",
                              http::set_language_cookie(context.server.transport, language));
  return answer;
}

}  // namespace rettesnor::web
