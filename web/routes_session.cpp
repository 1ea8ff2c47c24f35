// Begins and ends sessions.
#include "web/routes_session.h"

#include <algorithm>

#include "web/addresses.h"

namespace rettesnor::web {
namespace {

using core::Result;

bool personas_are_on(const Visit& visit) {
  return visit.premises.settings.demo == ServerSettings::Demo::personas;
}

std::vector<review::PersonView> personas(const Visit& visit) {
  if (!personas_are_on(visit)) return {};
  return visit.reviews().personas(visit.now);
}

std::string wanted_back(const Visit& visit) {
  const std::string wanted =
      visit.request.method == "POST" ? visit.form.get("back") : visit.query.get("back");
  return safe_return(wanted);
}

/// Where the provider's own session is ended; empty when it is not his, or he does not answer.
std::string provider_end(const Visit& visit, const ProviderTies& ties) {
  const auto& way = visit.premises.door.ways.openid;
  if (!way || ties.subject.empty()) return {};
  return way->end_address(ties.id_token).value_or("");
}

}  // namespace

Answer sign_in_answer(Visit& visit, const std::optional<Problem>& problem,
                      const std::string& typed) {
  const WaysIn& ways = visit.premises.door.ways;
  std::string cookie;
  if (visit.session_id.empty()) {
    // The form's token needs a session to belong to, although nobody is in it yet.
    const Sessions::Begun begun = visit.premises.sessions.begin("", visit.door_now);
    visit.session_id = begun.id;
    visit.frame.csrf = begun.session.csrf;
    cookie = set_session_cookie(visit.premises.transport, begun.id);
  }
  const SignInOffer offer{.personas = personas(visit),
                          .openid_name = ways.openid ? ways.openid->name : "",
                          .directory = ways.directory.has_value(),
                          .break_glass = ways.break_glass.has_value(),
                          .back = wanted_back(visit),
                          .typed = typed};
  Answer answer =
      page_answer(sign_in_page(visit.frame, offer, problem), problem ? problem->status : 200);
  if (!cookie.empty()) answer.headers.emplace_back("Set-Cookie", cookie);
  return answer;
}

Result<Answer> show_sign_in(Visit& visit) {
  if (visit.who) return see_other(wanted_back(visit));
  return sign_in_answer(visit, std::nullopt);
}

Result<Answer> let_in(Visit& visit, const Entrant& entrant) {
  TRY(visit.reviews().authority(entrant.person, visit.now));
  auto facts = entrant.facts;
  facts["manner"] = entrant.manner;
  TRY(visit.reviews().note("signed_in", entrant.person, facts, visit.now));
  // A new id: one that somebody planted before sign-in is worth nothing after it.
  visit.premises.sessions.end(visit.session_id);
  const Sessions::Begun begun =
      visit.premises.sessions.begin(entrant.person, visit.door_now, entrant.ties);
  Answer answer = see_other(safe_return(entrant.back));
  answer.headers.emplace_back("Set-Cookie", set_session_cookie(visit.premises.transport, begun.id));
  return answer;
}

Result<Answer> turn_away_unknown(Visit& visit, const std::string& account, const Entrant& entrant) {
  auto facts = entrant.facts;
  facts["manner"] = entrant.manner;
  facts["account"] = account;
  TRY(visit.reviews().note("sign_in_unknown", "system", facts, visit.now));
  visit.frame.here = kSignIn;
  return page_answer(not_known_page(visit.frame, account, provider_end(visit, entrant.ties)), 403);
}

Result<Answer> let_in_by_account(Visit& visit, const ProvedAccount& account, Entrant entrant) {
  using Name = review::Recertification::AccountName;
  const Name kind =
      account.kind == ProvedAccount::Name::login ? Name::login : Name::user_principal_name;
  auto person = visit.reviews().person_of_account(account.system, kind, account.name);
  if (person) {
    entrant.person = std::move(*person);
    auto answer = let_in(visit, entrant);
    if (answer || answer.error().kind != core::ErrorKind::not_found) return answer;
    person = tl::unexpected(std::move(answer).error());
  }
  if (person.error().kind != core::ErrorKind::not_found) return tl::unexpected(person.error());
  return turn_away_unknown(visit, account.system + "/" + account.name, entrant);
}

Result<Answer> sign_in(Visit& visit) {
  const std::string person = visit.form.get("persona");
  const auto offered = personas(visit);
  const bool is_offered = std::any_of(offered.begin(), offered.end(),
                                      [&](const auto& one) { return one.key == person; });
  if (!is_offered) {
    return core::fail(core::ErrorKind::refused,
                      "Den person kan man ikke logge ind som / nobody signs in as that person");
  }
  return let_in(visit, {person, "persona", {}, {}, visit.form.get("back")});
}

Result<Answer> sign_out(Visit& visit) {
  if (visit.who) {
    TRY(visit.reviews().note("signed_out", visit.who->person(), {}, visit.now));
  }
  visit.premises.sessions.end(visit.session_id);
  const std::string onward = provider_end(visit, visit.ties);
  Answer answer = see_other(std::string(kSignIn));
  if (!onward.empty()) {
    Frame frame = visit.frame;
    frame.person_name.clear();
    frame.csrf.clear();
    answer = page_answer(signed_out_page(frame, visit.premises.door.ways.openid->name, onward));
    // Not a redirect: it would still belong to our form, which may lead to our own pages alone.
    answer.headers.emplace_back("Refresh", "0; url=" + onward);
  }
  answer.headers.emplace_back("Set-Cookie", end_session_cookie(visit.premises.transport));
  return answer;
}

Result<Answer> choose_language(Visit& visit) {
  const std::string language = visit.form.get("language");
  if (language != "da" && language != "en") {
    return core::fail(core::ErrorKind::invalid_input,
                      "Sproget er \"da\" eller \"en\" / the language is \"da\" or \"en\"");
  }
  // Mails follow what she chose; the page does so whatever becomes of that.
  if (visit.who) static_cast<void>(visit.reviews().choose_language(visit.reader(), language));
  Answer answer = see_other(safe_return(visit.form.get("back")));
  answer.headers.emplace_back("Set-Cookie",
                              set_language_cookie(visit.premises.transport, language));
  return answer;
}

}  // namespace rettesnor::web
