// The way in and the way out.
#include "web/sign_in/pages_sign_in.h"
#include "web/parts/addresses.h"
#include "web/parts/pages_parts.h"

namespace rettesnor::web {
namespace {

/// Every name in PersonView::holds has a word of its own.
Word holds_word(const std::string& role) {
  return word_named("holds_" + role).value_or(Word::holds_nothing);
}

/// "Leder · Attesteringsadministrator": what a persona may try.
std::string holds_words(Language language, const review::PersonView& persona) {
  std::string words;
  for (const std::string& role : persona.holds) {
    words += (words.empty() ? "" : " · ") + say(language, holds_word(role));
  }
  return words.empty() ? say(language, Word::holds_nothing) : words;
}

}  // namespace

std::string sign_in_page(const Frame& frame, const SignInOffer& offer,
                         const std::optional<Problem>& problem) {
  std::vector<View> views;
  for (const review::PersonView& persona : offer.personas) {
    views.push_back(View()
                        .exact("persona_key", persona.key)
                        .text("persona_name", persona.name)
                        .text("persona_title", persona.title)
                        .text("persona_unit", persona.unit)
                        .exact("persona_holds", holds_words(frame.language, persona)));
  }
  const bool openid = !offer.openid_name.empty();
  View view = body_view(frame, problem);
  view.flag("demo", frame.demo)
      .flag("no_personas", offer.personas.empty())
      .list("personas", std::move(views))
      .flag("openid", openid)
      .exact("openid_address", sign_in_address(kOpenId, offer.back))
      .exact("openid_words",
             say(frame.language, Word::sign_in_openid, {{"name", offer.openid_name}}))
      .flag("directory", offer.directory)
      .flag("break_glass", offer.break_glass)
      .flag("closed", !frame.demo && !openid && !offer.directory && !offer.break_glass)
      .exact("back", offer.back)
      .exact("typed", offer.typed);
  return framed(frame, say(frame.language, Word::sign_in_title), "sign_in", std::move(view));
}

std::string not_known_page(const Frame& frame, const std::string& account,
                           const std::string& provider_address) {
  View view = body_view(frame);
  view.exact("not_known_words", say(frame.language, Word::not_known_words, {{"account", account}}))
      .exact("provider_address", provider_address);
  return framed(frame, say(frame.language, Word::not_known), "not_known", std::move(view));
}

std::string signed_out_page(const Frame& frame, const std::string& provider_name,
                            const std::string& provider_address) {
  View view = body_view(frame);
  view.exact("provider_address", provider_address)
      .exact("provider_words",
             say(frame.language, Word::signed_out_provider, {{"name", provider_name}}));
  return framed(frame, say(frame.language, Word::signed_out), "signed_out", std::move(view));
}

}  // namespace rettesnor::web
