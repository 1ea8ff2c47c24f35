// Signing in and out, and the language of the pages.
#pragma once

#include <map>
#include <string>

#include "core/result.h"
#include "web/visit.h"

namespace rettesnor::web {

core::Result<Answer> show_sign_in(Visit& visit);
/// As a person of the demonstration.
core::Result<Answer> sign_in(Visit& visit);
core::Result<Answer> sign_out(Visit& visit);
core::Result<Answer> choose_language(Visit& visit);

/// The sign-in page, with a session for the token of its forms when there is none.
Answer sign_in_answer(Visit& visit, const std::optional<Problem>& problem,
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
core::Result<Answer> let_in(Visit& visit, const Entrant& entrant);
/// She proved to hold the account: lets her in, or says that she is not known here.
core::Result<Answer> let_in_by_account(Visit& visit, const ProvedAccount& account, Entrant entrant);

}  // namespace rettesnor::web
