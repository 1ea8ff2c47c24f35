// Begins and ends sessions.
#include "web/routes_session.h"

#include <algorithm>

#include "web/addresses.h"

namespace rettesnor::web {
namespace {

bool personas_are_on(const Visit& visit) {
  return visit.premises.settings.demo == ServerSettings::Demo::personas;
}

std::vector<review::PersonView> personas(const Visit& visit) {
  if (!personas_are_on(visit)) return {};
  return visit.reviews().personas(visit.now);
}

}  // namespace

core::Result<Answer> show_sign_in(Visit& visit) {
  if (!visit.frame.person_name.empty()) return see_other(std::string(kStart));
  Answer answer = page_answer(sign_in_page(visit.frame, personas(visit), std::nullopt));
  if (!visit.session_id.empty()) return answer;
  // The form's token needs a session to belong to, although nobody is in it yet.
  const Sessions::Begun begun = visit.premises.sessions.begin("", visit.now);
  visit.frame.csrf = begun.session.csrf;
  answer = page_answer(sign_in_page(visit.frame, personas(visit), std::nullopt));
  answer.headers.emplace_back("Set-Cookie", set_session_cookie(visit.premises.transport, begun.id));
  return answer;
}

core::Result<Answer> sign_in(Visit& visit) {
  const std::string person = visit.form.get("persona");
  const auto offered = personas(visit);
  const bool is_offered = std::any_of(offered.begin(), offered.end(),
                                      [&](const auto& one) { return one.key == person; });
  if (!is_offered) {
    return core::fail(core::ErrorKind::refused,
                      "Den person kan man ikke logge ind som / nobody signs in as that person");
  }
  TRY(visit.reviews().authority(person, visit.now));
  TRY(visit.reviews().note("signed_in", person, {{"manner", "persona"}}, visit.now));
  // A new id: one that somebody planted before sign-in is worth nothing after it.
  visit.premises.sessions.end(visit.session_id);
  const Sessions::Begun begun = visit.premises.sessions.begin(person, visit.now);
  Answer answer = see_other(std::string(kStart));
  answer.headers.emplace_back("Set-Cookie", set_session_cookie(visit.premises.transport, begun.id));
  return answer;
}

core::Result<Answer> sign_out(Visit& visit) {
  if (visit.who) {
    TRY(visit.reviews().note("signed_out", visit.who->person(), {}, visit.now));
  }
  visit.premises.sessions.end(visit.session_id);
  Answer answer = see_other(std::string(kSignIn));
  answer.headers.emplace_back("Set-Cookie", end_session_cookie(visit.premises.transport));
  return answer;
}

core::Result<Answer> choose_language(Visit& visit) {
  const std::string language = visit.form.get("language");
  if (language != "da" && language != "en") {
    return core::fail(core::ErrorKind::invalid_input,
                      "Sproget er \"da\" eller \"en\" / the language is \"da\" or \"en\"");
  }
  Answer answer = see_other(safe_return(visit.form.get("back")));
  answer.headers.emplace_back("Set-Cookie",
                              set_language_cookie(visit.premises.transport, language));
  return answer;
}

}  // namespace rettesnor::web
