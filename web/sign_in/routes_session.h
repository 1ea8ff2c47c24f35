// Signing in and out, and the language of the pages.
#pragma once

#include <map>
#include <string>

#include "core/result.h"
#include "web/parts/request_context.h"
#include "web/sign_in/pages_sign_in.h"

namespace rettesnor::web {

core::Result<http::Response> show_sign_in(RequestContext& context);
/// As a person of the demonstration.
core::Result<http::Response> sign_in(RequestContext& context);
core::Result<http::Response> sign_out(RequestContext& context);
core::Result<http::Response> choose_language(RequestContext& context);

/// The sign-in page, with a session for the token of its forms when there is none.
http::Response sign_in_answer(RequestContext& context, const std::optional<Problem>& problem,
                              const std::string& typed = {});

/// Somebody on her way in.
struct Entrant {
  std::string person;                        ///< key
  std::string manner;                        ///< "persona", "openid", "directory", "break_glass"
  std::map<std::string, std::string> facts;  ///< what the log should know besides
  ProviderTies ties;
  std::string back;  ///< where she wanted to go
};
/// Begins a new session and ends the one that was; the log knows it before the browser does. An
/// Error when she is nobody who is current.
core::Result<http::Response> let_in(RequestContext& context, const Entrant& entrant);
/// She is proved and yet nobody who is current: says so, and writes it down.
core::Result<http::Response> turn_away_unknown(RequestContext& context, const std::string& account,
                                               const Entrant& entrant);
/// She proved to hold the account: lets her in, or says that she is not known here.
core::Result<http::Response> let_in_by_account(RequestContext& context,
                                               const ProvedAccount& account, Entrant entrant);

}  // namespace rettesnor::web
